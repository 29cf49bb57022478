# Мой день, задачи, списки, поиск, команда, утверждения.

place-day = Мой день
place-children = Дети
place-referrals = Направления
place-team = Команда
place-operations = Операции и рейсы
place-readings = Кто что открывал
place-accounts = Учётные записи
place-teams = Команды
place-protocol = Действующие правила
day-empty = Срочных дел нет. Здесь появятся задачи, визиты и утверждения.
day-see-children = Показать моих детей
day-for-team = для команды
day-more = Ещё задачи
task-due = Срок
task-assignee = Исполнитель
task-done-do = Отметить выполненной
task-done-note = Как это сделано
task-waive-do = Снять задачу
task-waive-why = Почему она не нужна
task-comment = Комментарий
task-comment-do = Добавить комментарий
task-add-do = Добавить задачу
task-what = Что нужно сделать
task-form-do = Заполнить: { $form }
task-was-done = Выполнено: { $who }, { $when }
task-was-waived = Снято: { $who }, { $when }
list-name = Имя
list-stage = Этап
list-urgency = Срочность
list-next = Следующее
list-empty = Здесь появятся дети, за которых вы отвечаете, когда дело передадут вам или вашей команде.
list-filter = Показать
list-count = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
  }
place-search = Расширенный поиск
search-wide-title = Поиск за пределами ваших дел
search-wide-do = Искать шире
search-wide-what = Каждый поиск записывается вместе с причиной, даже если никто не найден, и его видит ответственный за защиту данных. Показываются только люди, чьи дела вам можно открыть, не более десяти.
search-purpose = Для чего поиск
search-for-known = Узнать, есть ли у человека уже дело
search-for-relatives = Человека ищут родственники
search-for-asks = Человек просит помощи и говорит, что дело есть
search-for-authority = Запрос суда или ведомства
search-for-danger = Человеку может грозить опасность
search-reason = Почему
search-reason-hint = Не менее десяти знаков. Это прочтёт ответственный за защиту данных.
search-names = Имена
search-names-hint = Любым письмом и в любом порядке. Два имени или имя вместе с датой рождения либо номером документа.
search-born = Дата рождения
search-born-hint = Дата или её часть: 12.03.2014, 03.2014 или 2014
search-number = Код или номер документа
search-why-code = код: { $typed }
search-why-document = номер документа: { $typed }
search-why-birth = дата рождения: { $typed }
search-why-written = имя: { $fits }
search-why-part = { $typed } в имени { $fits }
search-why-letters = { $typed } другими буквами: { $fits }
search-why-form = { $typed } — форма имени { $fits }
search-why-earlier = прежнее имя: { $fits }
search-why-kunya = кунья: { $fits }
search-why-apart = не подходит: { $typed }
search-none = Среди доступных вам людей никто не подходит под эти слова.
search-found = { $count ->
    [one] Найден { $count } человек
    [few] Найдено { $count } человека
   *[many] Найдено { $count } человек
  }
team-title = Команда
team-open = Открытые дела
team-by-worker = Открытые дела по специалистам
team-worker = Специалист
team-cases = Дела
team-empty = Здесь появятся члены вашей команды и их дела.
approval-refuse-do = Вернуть
approval-refuse-why = Что нужно изменить
place-emergency = Экстренный доступ
task-answer-referral = Ответить на направление
task-assignee-hint = Оставьте пустым для очереди команды.
task-comments = Комментарии
task-form-other = Эту задачу завершит другой специалист, заполнив свою форму.
task-note = Подробнее
task-sector = Сфера
list-open = Открытые дела
list-urgent = Срочные
list-adults = Взрослые
list-closed = Закрытые
task-give = Передать другому
task-give-do = Передать задачу
task-give-hint = Здесь только коллеги, которым открыта эта часть дела.
task-to-queue = Очередь команды
task-waived = не нужна
task-open = открыта
