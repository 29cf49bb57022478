# Формы: то, что стоит вокруг вопросов. Сами вопросы приходят из протокола.
field-needed = обязательно
field-choose = Выберите
field-not-known = неизвестно
field-region = Регион
field-day = День
field-month = Месяц
field-year = Год
field-spread = ± лет, если примерно
field-either = Один из этих двух дней. Когда дата станет известна, снимите отметку и впишите её.
field-whole-region = { $region }, район неизвестен
field-date-hint = Если неизвестен день или день и месяц, оставьте их пустыми.
field-remove = Убрать
field-remove-what = Убрать: { $what }
field-cancel = Назад без сохранения
field-problems = { $count ->
    [one] Нужно исправить { $count } место
    [few] Нужно исправить { $count } места
   *[many] Нужно исправить { $count } мест
  }
field-draft-saved = Черновик сохранён
field-draft-unsaved = Черновик не сохранён. Войдите снова в другой вкладке, текст останется здесь.
field-draft-offline = Нет связи. Текст остаётся здесь, черновик сохранится позже.

script-latin = Латиницей
script-cyrillic = Кириллицей
script-arabic = Арабскими буквами
script-other = Другими буквами
name-given = Имя
name-father = Отчество или имя отца
name-family = Фамилия
name-full = Имя целиком, как написано
name-kunya = Кунья или прозвище
name-earlier = Прежнее имя

conflict-title = Пока вы писали, эту форму сохранил другой человек
conflict-what = Там, где вы оба изменили один ответ, выберите, какой оставить. Всё остальное объединено.
conflict-mine = Вы написали
conflict-theirs = Сохранено: { $who }, { $when }
compare-agree = совпадает
compare-near = может совпадать
compare-differ = различается
compare-open = в одной из записей неизвестно
field-add-what = Добавить: { $what }
form-from-draft = Это ваш черновик. Он ещё не сохранён.
answer-acknowledged = Подтверждено
field-closed = Этот ответ — деликатный и остаётся закрытым. Каждое открытие записывается.
field-open = Открыть ответ
field-open-what = Открыть ответ: { $what }
field-again = Обновить вопросы
field-again-why = Некоторые вопросы зависят от ваших ответов. Обновите их перед сохранением.
