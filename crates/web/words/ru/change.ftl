# Исправление ошибок и перемены в жизни.

change-anew-do = Зачеркнуть и записать заново
change-restore-do = Отменить зачёркивание
change-restore-what = Запись снова будет учитываться, вместе со всем, что было снято зачёркиванием.
change-undo-what = Получилось не то?
change-undo-do = Отменить
change-undo-other = Исправить иначе

change-elsewhere-link = Это о другом человеке
change-elsewhere-title = Перенести в нужное дело
change-elsewhere-what = Запись перейдёт в другое дело вместе с тем, кто и когда её сделал. Здесь её сотрут, и не останется следа, куда она ушла.
change-elsewhere-code = Код нужного дела
change-elsewhere-look = Посмотреть, чьё оно
change-elsewhere-to = Запись перейдёт сюда:
change-elsewhere-then = Это тот человек? Записанное здесь по ошибке после этого нельзя будет прочитать.
change-elsewhere-do = Перенести

event-restored = Зачёркивание отменено
event-brought-here = Перенесено из другого дела; автор записи: { $what }
event-elsewhere = Запись убрана: она была не отсюда

struck-undone = Отменено сразу
struck-elsewhere = Записано не в то дело
struck-carried = Снято вместе с записью, которая это вызвала

again-title = Решить заново
again-what = Решённое для другого возраста: посмотрите каждое один раз.
again-since = С { $day } человеку может быть { $age }: с этого дня решает он сам.
again-from = С { $day } человеку может исполниться { $age }: с этого дня он будет решать сам.
again-consents = Спросить заново
again-consents-none = Нет ничего, на что соглашались другие.
again-of-age = Согласие дал: { $who }. Теперь решает сам человек, спросите его.
again-other-age = Согласие дал: { $who }. В возрасте, который известен теперь, решают иначе.
again-services = Услуги, которые продолжаются
again-services-none = Открытых услуг нет.
again-services-how = Обсудите каждую: с новым согласием она продолжается, без него заканчивается.
again-end = Завершить эту услугу
again-end-do = Завершить
again-guardianship = Опека
again-guardianship-what = Она прекращается в восемнадцать лет. Запишите, кто будет рядом с молодым человеком после этого.
again-guardianship-do = Записать
again-wish-do = Спросить и записать

death-said = Дата смерти: { $day }. Задачи и напоминания прекращены; никому ничего не отправлено.

same-person-title = Тот же человек
same-person-what = Регистратор установил, что эти записи об одном человеке. У каждой своя история.
same-person-undo = Посмотреть обе или отменить

child-correct-title = Исправить запись
consent-ask-again = Спросить заново
said-undone = Отменено.
said-restored = Запись снова учитывается.
said-filed-elsewhere = Перенесено в другое дело.
trigger-age = перед днём рождения: { $age }
refused-target-unknown = Нет такого дела, куда вы могли бы это записать.
refused-target-answered = В том деле здесь уже записано другое. Посмотрите и впишите туда сами.
refused-not-struck = Эта запись не зачёркнута.
refused-no-longer-undone = Одним нажатием это уже не отменить. Зачеркните запись и укажите причину.
refused-person-died = Человек умер; сведения больше не передаются.
reason-closed = Дело закрыто.
reason-other-age = Это для другого возраста.
reason-team-closes = Команда, которую просили о помощи, закрывается.
reason-consent-given = Человек с тех пор дал согласие.
reason-consent-refused = Человек отказал этому получателю.
reason-consent-withdrawn = Согласие отозвано.
reason-sought-no-more = Запрос родственника оказался о другом человеке.
