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
