# Қателерді түзету және өмірдегі өзгерістер.

change-anew-do = Сызып тастап, қайта жазу
change-restore-do = Сызуды қайтару
change-restore-what = Жазба қайта есепке алынады, сызумен бірге кеткендері де қайтады.
change-undo-what = Ойлағаныңыздай болмады ма?
change-undo-do = Қайтару
change-undo-other = Басқаша түзету

change-elsewhere-link = Бұл басқа адам туралы
change-elsewhere-title = Тиісті іске көшіру
change-elsewhere-what = Жазба кім, қашан жазғанымен бірге басқа іске көшеді. Мұнда ол өшіріледі, қайда кеткені көрінбейді.
change-elsewhere-code = Тиісті істің коды
change-elsewhere-look = Кімдікі екенін қарау
change-elsewhere-to = Жазба мына іске көшеді:
change-elsewhere-then = Бұл сол адам ба? Мұнда қате жазылғанды одан кейін оқу мүмкін болмайды.
change-elsewhere-do = Көшіру

event-restored = Сызу қайтарылды
event-brought-here = Басқа істен көшірілді; жазған: { $what }
event-elsewhere = Жазба алынды: ол осы іске қатысты емес еді

struck-undone = Бірден қайтарылды
struck-elsewhere = Басқа іске жазылған
struck-carried = Себеп болған жазбамен бірге кетті

again-title = Қайта шешу
again-what = Басқа жасқа сай шешілгендер; әрқайсысын бір қарап шығыңыз.
again-since = { $day } бастап { $age } жаста болуы мүмкін: сол күннен шешімді өзі қабылдайды.
again-from = { $day } бастап { $age } жасқа толуы мүмкін: сол күннен шешімді өзі қабылдайды.
again-consents = Қайта сұрайтындар
again-consents-none = Басқалар келіскен ештеңе күтіп тұрған жоқ.
again-of-age = Келіскен: { $who }. Енді өзі шешеді, өзінен сұраңыз.
again-other-age = Келіскен: { $who }. Қазір белгілі жаста бұл басқаша шешіледі.
again-services = Жалғасып жатқан қызметтер
again-services-none = Ашық қызмет жоқ.
again-services-how = Әрқайсысын сөйлесіңіз: жаңа келісіммен жалғасады, онсыз аяқталады.
again-end = Осы қызметті аяқтау
again-end-do = Аяқтау
again-guardianship = Қорғаншылық
again-guardianship-what = Ол он сегіз жаста тоқтайды. Содан кейін жас адамның қасында кім болатынын жазыңыз.
again-guardianship-do = Жазып қою
again-wish-do = Сұрап, жазып қою

death-said = Қайтыс болған күні: { $day }. Тапсырмалар мен еске салулар тоқтады; ешкімге хабар жіберілген жоқ.

same-person-title = Сол адамның өзі
same-person-what = Тіркеуші бұл жазбалар бір адам туралы екенін анықтады. Әрқайсысының тарихы өзінде қалады.
same-person-undo = Екеуін қарау немесе қайтару

child-correct-title = Жазбаны түзету
consent-ask-again = Қайта сұрау керек
said-undone = Қайтарылды.
said-restored = Жазба қайта есепке алынды.
said-filed-elsewhere = Басқа іске көшірілді.
trigger-age = туған күнінің алдында: { $age }
refused-target-unknown = Сіз мұны жаза алатын ондай іс жоқ.
refused-target-answered = Ол істе мұнда басқа нәрсе жазылған. Қарап, сонда өзіңіз жазыңыз.
refused-not-struck = Бұл жазба сызылмаған.
refused-no-longer-undone = Мұны бір басумен қайтару енді мүмкін емес. Сызып, себебін жазыңыз.
refused-person-died = Адам қайтыс болды; мәлімет енді берілмейді.
reason-closed = Іс жабылды.
reason-other-age = Бұл басқа жасқа арналған.
reason-team-closes = Көмек сұралған топ жабылады.
reason-consent-given = Содан бері адам келісім берді.
reason-consent-refused = Адам бұл алушыға келіспеді.
reason-consent-withdrawn = Келісім қайтарып алынды.
reason-sought-no-more = Туысының сұрауы басқа адам туралы болып шықты.
