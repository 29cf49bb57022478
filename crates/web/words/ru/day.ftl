# Мой день, задачи, списки, поиск, команда, утверждения.

place-day = Мой день
place-children = Дети
place-people = Люди
place-referrals = Направления
place-pupils = Мои ученики
place-team = Команда
place-approvals = Утверждения
place-flights = Операции и рейсы
place-arrivals = Прибытие
place-duplicates = Возможные повторы
place-history = Кто что открывал
place-accounts = Учётные записи
place-teams = Команды
place-protocol = Действующие правила
place-figures = Цифры
day-empty = Срочных дел нет. Здесь появятся задачи, визиты и утверждения.
day-see-children = Показать моих детей
day-waiting-empty = Здесь появится то, на что сначала должны ответить другие.
day-for-team = для команды
day-more = Ещё задачи
task-title = Задача
task-due = Срок
task-lead = Ведёт
task-assignee = Исполнитель
task-done-do = Отметить выполненной
task-done-note = Как это сделано
task-waive-do = Снять задачу
task-waive-why = Почему она не нужна
task-comment = Комментарий
task-comment-do = Добавить комментарий
task-assign-do = Передать задачу
task-add-do = Добавить задачу
task-what = Что нужно сделать
task-form-do = Заполнить форму к ней
task-follows-urgency = Срок зависит от срочности защиты.
task-was-done = Выполнено: { $who }, { $when }
task-was-waived = Снято: { $who }, { $when }
list-mine = Мои дела
list-team = Дела команды
list-all-mine = Все доступные мне
list-name = Имя
list-age = Возраст
list-stage = Этап
list-urgency = Срочность
list-worker = Ответственный
list-place = Место
list-next = Следующее
list-tasks = Открытые задачи
list-empty = Здесь появятся дети, за которых вы отвечаете, когда дело передадут вам или вашей команде.
list-filter = Показать
list-filter-do = Показать эти
list-any = любой
list-search = Найти в этом списке
list-count = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
  }
search-title = Поиск
search-none = Среди доступных вам людей никто не подходит под эти слова.
search-found = { $count ->
    [one] Найден { $count } человек
    [few] Найдено { $count } человека
   *[many] Найдено { $count } человек
  }
search-wide = Искать шире своих дел
search-wide-what = Нужны хотя бы два сведения и причина. Каждый поиск записывается.
search-reason = Зачем вы ищете
search-do = Искать
team-title = Команда
team-open = Открытые дела
team-open-meaning = Дети, чьё дело ещё не закрыто.
team-late = Просроченные задачи
team-by-worker = Открытые дела по специалистам
team-by-stage = Дети по этапам
team-by-region = Дети по регионам
team-worker = Специалист
team-cases = Дела
team-load = Не больше { $most } открытых дел на специалиста
team-empty = Здесь появятся члены вашей команды и их дела.
approvals-empty = Здесь появятся планы, закрытия и исключения, которые ждут вашего решения.
approval-of = Ждёт утверждения: { $what }
approval-give-do = Утвердить
approval-refuse-do = Вернуть
approval-refuse-why = Что нужно изменить
