# ما يقوله الناس عن عملنا.
place-complaints = الشكاوى
complaints-lead = ما يقوله الناس عن عملنا. لا يقرؤه أحد من الفريق المعني.
complaints-empty = لم يقل أحد شيئًا بعد.
complaints-new-do = تقديم ملاحظة أو شكوى
complaints-new-how = عن هذا العمل أو عمّن يقوم به. تمرّ خارج هذا الفريق ولن تراها ثانية.
complaints-send-do = تقديم
complaints-topic = الموضوع
complaints-giver = من يقولها
complaints-received = قيلت في
complaints-state = أين وصلت
complaints-waits = تنتظر الشكر
complaints-thanks = شكرًا. لقد سُلّمت.
complaints-thanks-who = لا يقرؤها إلا منسق الشكاوى: لا أحد من الفريق، ولا أنت.
complaints-thanks-next = يُشكر صاحبها خلال ثلاثة أيام ويُجاب حيث يكون ذلك آمنًا له. ولا يُعامل أحد معاملة أسوأ بسببها.
