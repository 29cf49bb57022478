# Загрузка списка людей.
import-columns = Столбцы файла и их значение
import-heading = Столбец
import-samples = Например
import-meaning = Значение
import-leave-out = не загружать
import-preview = Строки в том виде, в каком они будут сохранены
import-row = Строка
import-state = Состояние
import-read-as = в файле:

import-title = Загрузка списка людей
import-do = Загрузить список
import-step-file = файл
import-step-columns = столбцы
import-step-people = люди
import-step-done = готово
import-file = Список людей
import-file-hint = Книга Excel (.xlsx) или файл CSV, не больше { $most } МБ.
import-read-do = Прочитать файл
import-detected = Определено по файлу. Исправьте, если что-то не так.
import-encoding = Кодировка текста
import-delimiter = Разделитель столбцов
delimiter-comma = запятая
delimiter-semicolon = точка с запятой
delimiter-tab = табуляция
delimiter-pipe = вертикальная черта
import-header-row = Строка с заголовками
import-sheet = Лист
import-show-people-do = Показать людей
import-look-again-do = Прочитать заново с этими столбцами
import-need-you = { $count ->
    [one] { $count } строка ждёт вас
    [few] { $count } строки ждут вас
   *[many] { $count } строк ждут вас
  }
import-ready = { $count ->
    [one] Готов { $count } человек
    [few] Готовы { $count } человека
   *[many] Готовы { $count } человек
  }
import-families = { $count ->
    [one] { $count } семья
    [few] { $count } семьи
   *[many] { $count } семей
  }
import-already = { $count ->
    [one] { $count } уже загружен
    [few] { $count } уже загружены
   *[many] { $count } уже загружены
  }
import-all-rows = Все строки
import-mend-do = Сохранить исправления
import-mend-cell = Записать так
import-store-do = { $count ->
    [one] Сохранить { $count } человека
    [few] Сохранить { $count } человек
   *[many] Сохранить { $count } человек
  }
import-all-or-nothing = Сохраняются либо все строки, либо ни одной.
import-blocked = Сначала исправьте отмеченные ячейки; до этого ничего не сохраняется.
import-rejected-do = Скачать эти строки с причинами
import-rejected-reason = Что исправить
import-rejected-row = Строка списка
import-stored = { $count ->
    [one] Сохранён { $count } человек
    [few] Сохранены { $count } человека
   *[many] Сохранено { $count } человек
  }
import-nothing-new = Все из этого списка уже были загружены. Ничего не добавлено.
import-state-ready = новый
import-state-here = уже есть
import-state-needs = ждёт вас
meaning-line = Номер в списке
meaning-family = Номер семьи
meaning-family-name = Фамилия
meaning-given-name = Имя
meaning-patronymic = Отчество или имя отца
meaning-full-name = Полное имя
meaning-birth = Дата рождения
meaning-birth-or-age = Дата рождения или возраст
meaning-sex = Пол
meaning-document = Номер документа
meaning-birthplace = Место рождения
meaning-region = Регион
meaning-mother = Мать
meaning-father = Отец
meaning-note = Примечание
meaning-case-id = Номер дела
meaning-location = Где находится человек
meaning-tent = Палатка
meaning-seeker = Кто ищет
meaning-kinship = Кем приходится
meaning-telephone = Телефон того, кто ищет
meaning-ignore = не загружать
problem-date-does-not-exist = Даты { $read } не существует.
mend-date-does-not-exist = Исправьте день или напишите только год, если день неизвестен.
problem-date-two-digit-year = Год в { $read } может относиться к двум столетиям.
mend-date-two-digit-year = Напишите год четырьмя цифрами: { $readings }.
problem-date-two-digit-year-read = { $read } прочитано как { $value }.
mend-date-two-digit-year-read = Исправьте, если столетие неверно.
problem-date-not-read = «{ $read }» — не дата.
mend-date-not-read = Напишите ДД.ММ.ГГГГ, только год или возраст, например «около 5 лет»; если ничего не известно, оставьте пустым.
problem-date-in-future = { $read } позже, чем { $day }.
mend-date-in-future = Исправьте дату.
problem-date-too-old = { $read } — больше 110 лет назад.
mend-date-too-old = Исправьте год.
problem-date-ambiguous = { $read } можно прочитать так: { $readings }.
mend-date-ambiguous = Сохранены оба прочтения; чтобы решить, напишите месяц словом.
problem-date-part-unknown = { $read } сохранено как { $value }.
mend-date-part-unknown = Исправьте, когда день станет известен.
problem-date-about = { $read } сохранено как { $value }; возраст отсчитан от { $day }.
mend-date-about = Исправьте, когда дата станет известна.
problem-date-from-serial = Номер дня { $read } прочитан как { $value }.
mend-date-from-serial = Исправьте, если дата не та.
problem-date-unknown = «{ $read }» сохранено как отсутствие даты.
mend-date-unknown = Напишите дату или возраст, когда они станут известны.
problem-date-missing = Нет даты рождения.
mend-date-missing = Напишите дату, год или возраст, если они известны.
problem-name-missing = В строке нет имени.
mend-name-missing = Напишите имя или уберите строку.
problem-given-name-missing = Нет имени.
mend-given-name-missing = Напишите, если известно.
problem-names-swapped = «{ $other }» похоже на фамилию, а «{ $read }» — на имя.
mend-names-swapped = Если так, поменяйте ячейки местами; пока сохранено как прочитано.
problem-whole-name-in-one-cell = В ячейке всё имя целиком; прочитано так: { $parts }.
mend-whole-name-in-one-cell = Исправьте ячейки, если часть неверна.
problem-homoglyphs = В «{ $read }» есть похожие буквы другого алфавита.
mend-homoglyphs = Имя сохранено как есть, а сравнивается как «{ $normal }»; чтобы исправить, наберите его заново.
problem-mixed-script = В «{ $read }» в одном слове смешаны алфавиты.
mend-mixed-script = Наберите слово одним алфавитом.
problem-bidi-controls = В тексте невидимые знаки, меняющие порядок букв.
mend-bidi-controls = Сохранено как есть, сравнивается без них; чтобы исправить, наберите заново.
problem-invisible-characters = В тексте невидимые знаки.
mend-invisible-characters = Сохранено как есть, сравнивается без них; чтобы исправить, наберите заново.
problem-tatweel = Слово растянуто чёрточками.
mend-tatweel = Сохранено как есть, сравнивается без них.
problem-no-break-spaces = В тексте неразрывные пробелы.
mend-no-break-spaces = Сохранено как есть, сравнивается с обычными пробелами.
problem-lost-letters = В «{ $read }» при сохранении списка потеряны буквы.
mend-lost-letters = Запросите список в .xlsx или в UTF-8 либо впишите буквы вместо вопросительных знаков.
problem-doubtful = После «{ $read }» стоит вопросительный знак.
mend-doubtful = Уберите его или впишите потерянную букву.
problem-formula-like = Ячейка похожа на формулу.
mend-formula-like = Сохранено как текст и не вычисляется.
problem-cell-cut = В ячейке было { $length } знаков, оставлено { $kept }.
mend-cell-cut = Сократите текст или сохраните остальное документом.
problem-sex-missing = Пол не указан.
mend-sex-missing = Укажите, если известен.
problem-sex-not-read = «{ $read }» — не мужской и не женский пол.
mend-sex-not-read = Напишите «м» или «ж» либо оставьте пустым, если неизвестно.
problem-sex-against-patronymic = «{ $read }» не подходит к отчеству «{ $other }».
mend-sex-against-patronymic = Исправьте пол или отчество; оба сохранены как прочитаны.
problem-sex-against-surname = «{ $read }» не подходит к окончанию фамилии «{ $other }».
mend-sex-against-surname = Исправьте одно из двух, если неверно; оба сохранены как прочитаны.
problem-document-check-digit = Контрольная цифра { $read } неверна.
mend-document-check-digit = Сверьте с документом.
problem-document-not-known = «{ $read }» — номер неизвестного вида.
mend-document-not-known = Сохранено как прочитано; сверьте с документом.
problem-document-twice = { $read } есть и в строке { $row }.
mend-document-twice = Сверьте обе строки с документами.
problem-region-not-known = Региона «{ $read }» нет в списке.
mend-region-not-known = Выберите регион; текст сохранён.
problem-family-missing = Нет номера семьи.
mend-family-missing = Человек сохранён отдельно; впишите номер, если он есть.
problem-duplicate-row = Строка повторяет строку { $row }.
mend-duplicate-row = Учтена один раз; делать ничего не нужно.
problem-line-number-twice = Номер { $read } есть и у строки { $row }.
mend-line-number-twice = Сохранены обе; уберите одну, если это один человек.
problem-same-content = Строка повторяет строку { $row } под другим номером.
mend-same-content = Сохранены обе; уберите одну, если это один человек.
problem-total-row = Строка с итогом.
mend-total-row = Не загружается.
problem-total-differs = По списку { $read } человек, прочитано { $count }.
mend-total-differs = Поищите недостающие или лишние строки.
problem-section-row = Строка-заголовок раздела.
mend-section-row = Не загружается.
problem-header-again = Повтор заголовков.
mend-header-again = Не загружается.
problem-hidden-column = В файле этот столбец скрыт.
mend-hidden-column = Прочитан, как и другие; если не нужно, выберите «не загружать».
problem-encoding-unsure = Текст прочитан в кодировке { $read }, но уверенности нет.
mend-encoding-unsure = Выберите другую кодировку, если имена выглядят неверно.
problem-date-ambiguous-nearby = { $read } можно прочитать так: { $readings }; судя по соседним строкам, это { $likely }.
mend-date-ambiguous-nearby = Сохранены оба прочтения; выберите верное.
problem-date-other-calendar = Год в { $read } похож на год хиджры, лунной или солнечной; какой именно, по записи не узнать.
mend-date-other-calendar = Переведите дату или выберите годы, на которые она приходится.
problem-person-repeated = В строке, похоже, тот же человек, что и в строке { $row }.
mend-person-repeated = Он учтён один раз; если это другой человек, впишите другой номер или исправьте ячейку.
problem-several-in-row = В строке названы несколько человек: { $people }.
mend-several-in-row = Каждый прочитан отдельно; исправьте ячейку, если человек один.
problem-perhaps-several = В «{ $read }», возможно, названы несколько человек; прочитано как один.
mend-perhaps-several = Если их несколько, поставьте между ними точку с запятой или впишите каждого в свою строку.
problem-dates-of-several = «{ $read }» — не по одной дате на каждого человека в строке; они сохранены без даты.
mend-dates-of-several = Напишите по дате на каждого через точку с запятой.
problem-seeker-missing = Не указано, кто ищет человека.
mend-seeker-missing = Впишите имя, если оно известно.
problem-hidden-rows = В файле скрыты строки: { $read }.
mend-hidden-rows = Они прочитаны, как и другие; если не нужно, уберите их из файла.
problem-other-sheet = Лист «{ $read }» тоже похож на список, он не прочитан.
mend-other-sheet = Если он относится к этому списку, выберите его и прочитайте тоже.
problem-correction-outside = Исправление относится к ячейке, которой нет в списке.
mend-correction-outside = Уберите исправление.
file-file-too-large = Файл больше { $limit } МБ. Отправьте только список, без картинок, или разделите его на несколько файлов.
file-too-many-rows = На листе больше { $limit } строк. Разделите список на несколько файлов.
file-too-many-columns = В строке { $row } больше { $limit } столбцов. Удалите лишние столбцы или скопируйте список в новую книгу.
file-too-many-cells = В файле больше { $limit } ячеек. Удалите лишнее или скопируйте список в новую книгу.
file-too-many-sheets = В книге больше { $limit } листов. Скопируйте лист со списком в отдельную книгу.
file-unpacks-too-large = Книга после распаковки больше { $limit } МБ. Скопируйте список в новую книгу и отправьте её.
file-file-empty = Файл пуст. Выберите файл ещё раз.
file-wrong-type = Файл не является таблицей. Сохраните список как книгу Excel (.xlsx) или CSV и отправьте её.
file-old-excel = Это старая книга Excel. Сохраните её как .xlsx и отправьте.
file-workbook-encrypted = Книга защищена паролем. Снимите пароль, сохраните и отправьте снова.
file-workbook-damaged = Книга повреждена. Скопируйте список в новую книгу и отправьте её.
file-wrong-encoding = Текст не в кодировке { $encoding }. Выберите другую или сохраните файл как CSV в UTF-8 или .xlsx.
file-unknown-encoding = Кодировку текста не удалось определить. Сохраните файл как CSV в UTF-8 или .xlsx.
file-spoilt-letters = Буквы испорчены ещё при сохранении файла. Запросите список заново в .xlsx у составителя.
file-open-quote = В строке { $row } не закрыта кавычка. Закройте её или сохраните список как .xlsx.
file-no-header = Не найдена строка с названиями столбцов. Добавьте её или выберите значение каждого столбца.
file-no-rows = Под заголовком нет строк. Отправьте список со строками.
file-no-names = Ни один столбец не содержит имён. Выберите, какой содержит.
file-mapping-does-not-fit = Выбранные столбцы не подходят к файлу. Выберите их заново.
file-file-unreadable = Файл не удаётся прочитать. Выберите его ещё раз.
file-other = Файл в таком виде не подходит. Сохраните список как .xlsx и отправьте.
problem-other = Здесь что-то необычное.
mend-other = Сверьте с исходным списком.

# Операции, рейсы, прибытие и шаги загрузки.
operation-flights = Рейсы: { $operation }
operation-others = Другие рейсы, над которыми вы работаете
operation-new-how = Согласованная работа по возвращению людей домой. Рейсы и списки добавляются потом.
operation-form-do = Заполнить сведения
operation-back = Назад к операции
flight-back = Назад к рейсу
flight-stage = Состояние
flight-on-list = В списке
flight-arrived-short = Прибыли
flight-name = Название или номер рейса
flight-name-hint = Как его называют между собой. Без имён людей.
flight-date-hint = От этого дня считается возраст людей в списке.
flight-receives = Команда, которая принимает людей
flight-receives-hint = Отмеченные по прибытии переходят под её ответственность.
flight-receives-needed = Выберите команду, которая принимает людей.
flight-received-by-nobody = Пока никто не назначен
flight-form-do = Заполнить сведения о рейсе
flight-journey = Путь
flight-no-people = В списке пока никого нет. Загрузите список людей.
flight-not-aboard = { $count ->
    [one] { $count } человека не было на борту
    [few] { $count } человек не было на борту
   *[many] { $count } человек не было на борту
  }
flight-gone-on = { $count ->
    [one] { $count } человек уже у принявших его и здесь больше не показан
    [few] { $count } человека уже у принявших их и здесь больше не показаны
   *[many] { $count } человек уже у принявших их и здесь больше не показаны
  }
journey-listed = в списке
journey-boarded = на борту
journey-arrived = прибытие отмечено
journey-not-aboard = не было на борту
arrive-find = Код или имя
arrive-find-do = Найти
arrive-none-found = В списке этого рейса никто не подходит. Попробуйте другую часть имени или код.
arrive-all-do = Показать всех
arrive-here-do = Здесь
arrive-not-aboard-do = Не на борту
arrive-not-aboard-done = Не было на борту: { $name }
arrive-ticked = { $count ->
    [one] Отмечен { $count }
    [few] Отмечено { $count }
   *[many] Отмечено { $count }
  }
arrive-for = { $what }: { $code }
arrive-others = Люди без отметки
arrive-others-open = пока без ответа
arrive-others-not-aboard = не были на борту
arrive-from-roster-how = Отметьте тех, кто отмечен на бумаге. Сохраняется всё сразу.
roster-heading = Кого отметить по прибытии
roster-print-how = Коды, имена и клетки для отметок — там, где нет сети.
slips-print-how = Карточка на каждого: код и больше ничего. Её открывает камера телефона.
roster-why-hint = Например: в аэропорту нет сети. Это будет на распечатке и в журнале.
print-part = Кого из списка
print-by-menu = Распечатайте эту страницу через меню браузера.
encoding-utf-8 = Юникод (UTF-8)
encoding-utf-16le = Юникод (UTF-16 LE)
encoding-utf-16be = Юникод (UTF-16 BE)
encoding-windows-1251 = Кириллица, Windows (1251)
encoding-windows-1256 = Арабская, Windows (1256)
encoding-windows-1252 = Западная, Windows (1252)
encoding-windows-1254 = Турецкая, Windows (1254)
encoding-koi8-r = Кириллица, Unix (KOI8-R)
encoding-ibm866 = Кириллица, DOS (866)
import-waiting = Ваш список ждёт:
import-go-on-do = Продолжить с этим списком
import-or = или
import-birth = Дата рождения
import-sex = Пол
import-female = женский
import-male = мужской
import-family = Семья
import-mother = Мать
import-document = Документ
import-region = Регион
import-other = Ещё в списке
import-adult = взрослый
import-child = ребёнок
import-state-like = похож на уже загруженного
import-like-left = В этой строке что-то изменилось. Она не загружается, если это не другой человек.
import-another-do = Это другой человек
import-same-do = Это всё-таки тот же человек
import-take-back-do = Как в файле
import-cell-of = { $column }, строка { $row }
import-mother-row = строка { $row }
import-tab-need = Ждут вас
import-tab-look = Посмотреть
import-shown = { $from }–{ $to } из { $all }
import-none-here = Здесь больше нечего делать.
import-children = { $count ->
    [one] { $count } ребёнок
    [few] { $count } ребёнка
   *[many] { $count } детей
  }
import-adults = { $count ->
    [one] { $count } взрослый
    [few] { $count } взрослых
   *[many] { $count } взрослых
  }
import-like = { $count ->
    [one] { $count } похож на уже загруженных
    [few] { $count } похожи на уже загруженных
   *[many] { $count } похожи на уже загруженных
  }
import-nothing-to-add = В этом списке некого добавить.
import-left-out = { $count ->
    [one] { $count } строка не о человеке и не загружается
    [few] { $count } строки не о людях и не загружаются
   *[many] { $count } строк не о людях и не загружаются
  }
import-row-is = Строка { $row }: { $why }
left-out-title = выше заголовков
left-out-header = снова заголовки
left-out-section = заголовок раздела
left-out-total = итог
left-out-duplicate = дословно повторяет строку выше
mending-exchange = Поменять местами
mending-empty = Оставить пустым
mending-another = Это другой человек
import-changed-left = { $count ->
    [one] Строка { $rows } похожа на уже загруженную, но что-то изменилось. Она не загружена.
    [few] Строки { $rows } похожи на уже загруженные, но что-то изменилось. Они не загружены.
   *[many] Строки { $rows } похожи на уже загруженные, но что-то изменилось. Они не загружены.
  }
import-see-people-do = Показать людей рейса
sent-too-large = Слишком много сразу
sent-too-large-how = Отправьте меньше за раз или файл поменьше.
refused-files-busy = Сейчас списки загружают другие. Попробуйте через минуту.
refused-gone-on = Этого человека уже приняли другие. Попросите их исправить.
refused-too-many-corrections = Исправлено слишком много ячеек. Исправьте сам файл и отправьте его снова.
