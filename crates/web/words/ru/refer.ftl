# Направления, передача дела и сторона школы.

refer-title = Направления
refer-what = Направление даёт услугу, ответственность остаётся за вами. Передача дела переносит ответственность.
refer-received = Полученные
refer-sent = Отправленные
refer-empty-received = Здесь появятся направления вам или вашей команде.
refer-empty-sent = Здесь появятся ваши направления и ответы на них.
refer-do = Направить
refer-send-do = Отправить: { $recipient }
refer-to = Кому
refer-note = Что им нужно знать
refer-ends = Действует до
refer-they-see = Они увидят
refer-blocked = Нет согласия на эту цель и этого получателя.
refer-blocked-mend = Сначала запишите согласие.
refer-override-why = Почему нельзя ждать согласия
refer-state-sent = отправлено
refer-state-accepted = принято
refer-state-declined = отклонено
refer-state-done = выполнено
refer-state-revoked = отозвано
refer-accept-do = Принять направление
refer-decline-do = Отклонить направление
refer-decline-why = Почему отклоняется
refer-done-do = Отметить направление выполненным
refer-done-what = Что сделано
refer-done-ends = После этого доступ к записи закроется.
refer-revoke-do = Отозвать направление
refer-revoke-why = Почему отзывается
refer-from = От кого
pupil-support = План поддержки
refer-for = Направить: { $purpose }
refer-near = Рядом
refer-elsewhere = В других местах
refer-no-consent = согласия пока нет
refer-no-service = Здесь пока нет службы, которая это делает.
refer-note-hint = Что нужно ребёнку и что помогает, в нескольких словах. Ничего о прошлом.
refer-other-purpose = Выбрать другую цель
refer-blocked-override = Сначала запишите согласие или напишите ниже, почему это не может ждать.
refer-override-hint = Причина остаётся при направлении.
refer-urgency = Как скоро
refer-urgent = Сегодня или завтра
refer-soon = В течение трёх дней
refer-routine = В течение недели
refer-ends-hint = { $days ->
    [one] Если оставить пустым: через { $days } день.
    [few] Если оставить пустым: через { $days } дня.
   *[many] Если оставить пустым: через { $days } дней.
  }
refer-services = { $count ->
    [one] { $count } служба
    [few] { $count } службы
   *[many] { $count } служб
  }
refer-they-see-end = Это закончится вместе с направлением, не позже его последнего дня.
refer-they-see-not = Они никогда не видят, откуда ребёнок, ход дела и записи других.
refer-sees-letter = Ваше письмо выше и его цель
refer-sees-as = Ваше письмо выше, под словами «{ $words }»
refer-sees-face = Имя, пол и дату рождения
refer-sees-parts = Эти части записи: { $what }
refer-sees-status = Только есть ли что-то: { $what }
refer-letter = Письмо
refer-sent-on = Отправлено
refer-answered = Ответ
refer-accept-what = С вашим согласием запись открыта вашей команде до { $until }.
refer-revoke-what = Доступ получателя сразу закончится.
refer-worker-sends = Согласие есть. Это направление отправляет ответственный специалист.
refer-you-see = С вашим согласием вы увидите
refer-instead = Где ещё могут помочь
refer-instead-hint = Если знаете. Не больше трёх.
refer-instead-they = Они советуют
transfer-note-there = Ваша записка о передаче от { $day } пойдёт вместе с делом. Она откроется, когда дело примут.
transfer-note-missing = Записки о передаче ещё нет.
transfer-note-why = Что следующему специалисту нужно знать в первый день? Без этого никому не стоит начинать.
transfer-note-do = Написать записку о передаче
transfer-when-accepted = Пока не примут, ничего не меняется. Потом отвечает тот, кого они назовут, и видит то, что видите вы; вам видно, кто это, пока вы не попрощаетесь.
transfer-take-what = С вашим согласием запись, план и открытые задачи перейдут вашей команде. Вместе с ними откроется записка о передаче.
transfer-who = Кто из вас отвечает
transfer-word = Слово тому, кто передаёт дело
transfer-word-hint = Когда вы встретитесь и как с вами связаться.
transfer-take-do = Взять ответственность
directory-title = Справочник служб
directory-what = Кого о чём просить, на каких языках и есть ли места.
directory-region = Область или город
directory-purpose = Для чего
directory-language = На каком языке
directory-languages = Языки
directory-service = Служба
directory-any = не важно
directory-room = Места
directory-do = Показать службы
directory-empty = Подходящей службы нет. Попробуйте другую область или другой язык.
directory-free = есть места
directory-few = почти заполнено
directory-full = мест нет
