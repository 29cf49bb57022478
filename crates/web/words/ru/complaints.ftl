# Что люди говорят о нашей работе.
place-complaints = Обращения и жалобы
complaints-lead = Что люди говорят о нашей работе. Никто из команды, о которой речь, этого не читает.
complaints-empty = Пока никто ничего не сказал.
complaints-new-do = Передать обращение или жалобу
complaints-new-how = О самой работе или о сотруднике. Идёт мимо этой команды, и вы её больше не увидите.
complaints-send-do = Передать
complaints-topic = О чём
complaints-giver = Кто говорит
complaints-received = Сказано
complaints-state = Как продвигается
complaints-waits = Ждёт благодарности
complaints-thanks = Спасибо. Передано.
complaints-thanks-who = Читает только координатор по жалобам: никто из команды и вы тоже.
complaints-thanks-next = Тому, кто обратился, скажут спасибо в течение трёх дней и ответят там, где это для него безопасно. Хуже из-за этого никому не будет.
