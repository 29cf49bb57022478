# Leave, deputies, handing on, a team's end, reminders, the calendar.

leave-title = Отсутствие и замещение
leave-what = Пока вас нет, коллега с той же ролью в той же команде может делать то, что можете вы. Замещение начинается и кончается само. Уезжаете дольше чем на два месяца? Тогда супервизор передаст вашу работу.
leave-new = Указать отсутствие
leave-time = с { $from } по { $until }
leave-deputy = Замещает: { $who }.
leave-deputy-cannot = { $who } не может замещать всё это время
leave-nobody = никто не замещает
leave-none = Вы не указали отсутствия.
leave-take-back-do = Отменить отсутствие
leave-end-do = Закончить отсутствие сейчас
leave-deputy-hint = Можно не указывать. Тогда супервизор увидит, что никто не замещает.
leave-set-do = Сохранить отсутствие
said-leave-set = Отсутствие сохранено.
said-leave-ended = Отсутствие окончено, замещение тоже.
team-away = Отсутствуют сейчас или скоро
day-instead = вместо: { $who }
remind-title = Что ждёт
remind-late = { $count ->
    [one] { $count } задача просрочена
    [few] { $count } задачи просрочены
   *[many] { $count } задач просрочено
  }
remind-tomorrow = { $count ->
    [one] { $count } задача на завтра
    [few] { $count } задачи на завтра
   *[many] { $count } задач на завтра
  }
remind-meetings = { $count ->
    [one] { $count } встреча впереди
    [few] { $count } встречи впереди
   *[many] { $count } встреч впереди
  }
remind-approvals = { $count ->
    [one] { $count } план или закрытие ждёт вашего ответа
    [few] { $count } плана или закрытия ждут вашего ответа
   *[many] { $count } планов или закрытий ждут вашего ответа
  }
remind-away = { $count ->
    [one] { $count } отсутствие без замещения
    [few] { $count } отсутствия без замещения
   *[many] { $count } отсутствий без замещения
  }
remind-left = { $count ->
    [one] { $count } дело ушедшего сотрудника ждёт передачи
    [few] { $count } дела ушедших сотрудников ждут передачи
   *[many] { $count } дел ушедших сотрудников ждут передачи
  }
caseload-title = Передача дел
caseload-count = { $count ->
    [one] { $count } открытая запись
    [few] { $count } открытые записи
   *[many] { $count } открытых записей
  }
caseload-empty = Всё передано. Здесь ничего не ждёт.
caseload-who = О ком
caseload-own-word = Написать только об этом
caseload-tasks = { $count ->
    [one] { $count } задача
    [few] { $count } задачи
   *[many] { $count } задач
  }
caseload-elsewhere = Задачи в чужих записях
caseload-elsewhere-what = За эти записи отвечает другой; передаётся только задача.
caseload-give = Передать
caseload-to = Кому
caseload-to-choose = Выберите, кому.
caseload-word = Что важно знать о последних неделях тому, кто принимает
caseload-word-hint = Уйдёт с каждой отмеченной записью, о которой не написано отдельно. Его может прочесть ваша команда.
caseload-limit = Передать даже сверх предела
caseload-give-do = Передать отмеченное
caseload-give-all-do = Передать всё
caseload-room = { $count } из { $limit } дел · свободно: { $room }
caseload-carries = { $count ->
    [one] { $count } дело
    [few] { $count } дела
   *[many] { $count } дел
  }
caseload-progress = Передача
caseload-given = { $count ->
    [one] Передана { $count }.
    [few] Переданы { $count }.
   *[many] Передано { $count }.
  }
caseload-not-theirs = { $count ->
    [one] Для { $count } нужен другой человек. Выберите его.
    [few] Для { $count } нужен другой человек. Выберите его.
   *[many] Для { $count } нужен другой человек. Выберите его.
  }
caseload-gone = { $count ->
    [one] { $count } уже передана другим и осталась на месте.
    [few] { $count } уже переданы другим и остались на месте.
   *[many] { $count } уже передано другим и осталось на месте.
  }
caseload-go-on-do = { $count ->
    [one] Продолжить: ещё { $count }
    [few] Продолжить: ещё { $count }
   *[many] Продолжить: ещё { $count }
  }
caseload-back-do = Вернуться к делам
said-handed-on = Передано.
teams-closed = закрыта
close-team-title = Закрыть команду
close-team-what = Команда закрывается, когда за ней ничего не осталось. Что осталось, передаётся шаг за шагом:
close-team-ready = Команда больше ни за что и ни за кого не отвечает. После закрытия её не будет в справочнике и ни в одном выборе; сделанное ею сохранится.
close-team-do = Закрыть команду навсегда
close-team-records = Открытые записи
close-team-records-how = Супервизор передаёт их со страницы «Команда» или в другой регион.
close-team-referrals = Полученные направления
close-team-waiting = { $count ->
    [one] Просьба о помощи для { $count } человека вернётся к отправителю.
    [few] Просьбы о помощи для { $count } человек вернутся к отправителям.
    [many] Просьбы о помощи для { $count } человек вернутся к отправителям.
   *[other] Просьбы о помощи для { $count } человек вернутся к отправителям.
}
close-team-referrals-how = Это произойдёт само, когда команда закроется: с пометкой «команда закрывается» и с другими услугами для той же цели. Что ещё можно завершить, завершите до этого. Отправленное командой уходит вместе с записями.
close-team-elsewhere = Рейсы
close-team-elsewhere-count = { $count ->
    [one] Команда ещё встречает { $count } рейс. Сначала выберите для него другую команду.
    [few] Команда ещё встречает { $count } рейса. Сначала выберите для них другую команду.
    [many] Команда ещё встречает { $count } рейсов. Сначала выберите для них другую команду.
   *[other] Команда ещё встречает { $count } рейсов. Сначала выберите для них другую команду.
}
close-team-tasks = Задачи в очереди
close-team-tasks-open = { $count ->
    [one] { $count } задача ждёт команду.
    [few] { $count } задачи ждут команду.
   *[many] { $count } задач ждут команду.
  }
close-team-tasks-how = Они уходят вместе с записью или направлением либо выполняются.
close-team-people = Люди в команде
close-team-people-how = Дайте каждому роль в другой команде и завершите роль здесь или закройте учётную запись.
close-team-service = Вместе с командой её услуга уходит из справочника. Потом её может взять другая команда.
said-team-closed = Команда закрыта.
reminders-title = Напоминания по почте
reminders-what = Не чаще раза в день, утром и только если что-то нужно сделать. Чтобы прекратить, удалите адрес.
reminders-to = На { $address }
reminders-off = Вы их не получаете.
reminders-example = Всё письмо: «Вас ждут 3 задачи. Войдите.»
reminders-nothing-else = Ни имён, ни кодов, ни мест — ничего о людях. Ваш адрес хранится запечатанным.
reminders-email = Адрес эл. почты
reminders-email-hint = Пусто: без напоминаний.
reminders-save-do = Сохранить адрес
said-reminders-on = Адрес сохранён.
said-reminders-off = Напоминаний по почте больше не будет.
calendar-title = В вашем календаре
calendar-what = Ваш календарь может показывать, сколько задач на какой день и когда встреча. Ни имён, ни кодов, ни мест он не покажет.
calendar-on = Календарь подключён.
calendar-off = Календарь не подключён.
calendar-make-do = Создать секретную ссылку
calendar-renew-do = Создать другую ссылку
calendar-renew-what = Ссылка была показана один раз. Новая отменит её.
calendar-end-do = Отключить ссылку
calendar-link = Ссылка вашего календаря
calendar-once = Эта ссылка показывается только сейчас.
calendar-secret = У кого она есть, тот видит, сколько у вас задач и когда встречи. Не давайте её никому; если она попала в чужие руки, создайте другую.
calendar-how = Как добавить
calendar-how-add = В календаре выберите «Подписаться» или «Добавить по адресу» и вставьте ссылку. Она действует год.
calendar-tasks = { $count ->
    [one] Homeward: { $count } задача
    [few] Homeward: { $count } задачи
   *[many] Homeward: { $count } задач
  }
calendar-meeting = Homeward: встреча
said-calendar-made = Ссылка уже была показана. Если вы её не сохранили, создайте другую.
said-calendar-ended = Ссылка отключена. Календарь больше ничего не видит.
letter-due = { $count ->
    [one] Вас ждёт { $count } задача.
    [few] Вас ждут { $count } задачи.
   *[many] Вас ждут { $count } задач.
  }
letter-sign-in = Войдите: { $address }
letter-why = Вы получили это письмо, потому что адрес указан в вашей учётной записи. Там его можно удалить.
remind-supervision = { $count ->
    [one] Пора провести супервизию с { $count } коллегой
    [few] Пора провести супервизию с { $count } коллегами
   *[many] Пора провести супервизию с { $count } коллегами
  }
caseload-supervision = Разговор записывают в том деле, о котором говорили. Его читает тот, кто отвечает за это дело.
caseload-supervision-which = О каком деле вы говорили?
propose-title = Кто придёт на смену
propose-what = Предложите, кому передать каждую вашу запись. Само ничего не передаётся: решает супервизор.
propose-empty = За вами нет открытых записей.
propose-nobody = В ваших командах никто не ведёт таких записей. Поговорите с супервизором.
propose-all = Для всех, у кого ещё никого нет
propose-all-hint = Где выше кто-то выбран, так и останется.
propose-do = Предложить
propose-to = Кто на смену
propose-none = Пока никто
said-handover-proposed = Предложения сохранены. Их видит ваш супервизор.
caseload-proposed = { $who }: { $count ->
    [one] { $count } запись
    [few] { $count } записи
    [many] { $count } записей
   *[other] { $count } записей
}
caseload-proposed-by = { $who } предлагает, кому передать записи.
caseload-proposed-what = Ниже они отмечены: передайте или измените.
caseload-proposed-do = Отметить эти
caseload-proposed-ticked = отмечено
caseload-proposed-one = Предложение: { $who }
