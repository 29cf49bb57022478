# Обрамление каждой страницы и слова, общие для многих страниц.
frame-name = Homeward
frame-skip = Перейти к содержанию
frame-places = Разделы
frame-more = Ещё
frame-search = Имя или код
frame-search-label = Поиск по имени или коду
frame-leave = Быстро уйти
frame-leave-how = Открывает нейтральную страницу и завершает сеанс. То же делает клавиша Escape, нажатая дважды.
frame-account = Учётная запись, язык и вид
frame-settings = Язык и вид
frame-my-account = Моя учётная запись
frame-language = Язык
frame-theme = Вид
theme-auto = Как на устройстве
theme-light = Светлый
theme-dark = Тёмный
frame-sign-out = Выйти
frame-demo = Демонстрация: все люди вымышлены.
frame-demo-word = Демонстрация
frame-demo-roles = Попробовать другую роль
frame-why = Почему я это вижу?
frame-nothing-yet = пока не записано
frame-erased = Удалено { $date } по правилу «{ $rule }»
frame-pages = Страницы этого списка
frame-back = Назад
frame-on = Дальше
frame-steps = Шаги
frame-done-of = выполнено { $done } из { $all }
frame-as-table = В виде таблицы
frame-date = Дата
frame-what = Что
frame-code = Код

urgency-urgent = неотложно
urgency-soon = скоро
urgency-routine = планово

sector-social = социальная работа
sector-health = здоровье
sector-psychosocial = психосоциальная помощь
sector-education = образование
sector-legal = правовая помощь
sector-community = сообщество

due-late = Просрочено
due-today = Сегодня
due-week = На этой неделе
due-later = Позже
due-waiting = Ждём других
due-done = Сделано

stage-done = (пройдено)
stage-now = (сейчас)
stage-later = (впереди)
stage-of = шаг { $at } из { $all }

note-closed = Эта запись отмечена как чувствительная и остаётся закрытой.
note-open = Открыть запись

print-by = распечатано: { $who }, { $when }
print-tick = Прибытие
