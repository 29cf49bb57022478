# Адамдардың жұмысымыз туралы айтқаны.
place-complaints = Шағымдар
complaints-lead = Адамдардың жұмысымыз туралы айтқаны. Сөз болып отырған командадан ешкім оқымайды.
complaints-empty = Әзірге ешкім ештеңе айтқан жоқ.
complaints-new-do = Өтініш не шағым беру
complaints-new-how = Жұмыс не қызметкер туралы. Осы командадан тыс жіберіледі, оны қайта көрмейсіз.
complaints-send-do = Тапсыру
complaints-topic = Не туралы
complaints-giver = Кім айтады
complaints-received = Айтылған күні
complaints-state = Барысы
complaints-waits = Алғыс күтуде
complaints-thanks = Рақмет. Тапсырылды.
complaints-thanks-who = Тек шағымдар жөніндегі үйлестіруші оқиды: командадан ешкім де, сіз де көрмейсіз.
complaints-thanks-next = Айтқан адамға үш күн ішінде алғыс айтылады, өзіне қауіпсіз жерде жауап беріледі. Сол үшін ешкімге қысым жасалмайды.
