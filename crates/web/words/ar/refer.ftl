# الإحالات ونقل الحالة وجانب المدرسة.

refer-title = الإحالات
refer-what = الإحالة تؤمّن خدمة وتبقى المسؤولية لديك. أما نقل الحالة فينقل المسؤولية.
refer-received = الواردة
refer-sent = الصادرة
refer-empty-received = ستظهر هنا الإحالات إليك أو إلى فريقك.
refer-empty-sent = ستظهر هنا إحالاتك مع الردود عليها.
refer-do = إحالة
refer-send-do = إرسال إلى { $recipient }
refer-to = إلى من
refer-note = ما يحتاجون إلى معرفته
refer-ends = تنتهي في
refer-they-see = سيرون
refer-blocked = لا موافقة على هذا الغرض وهذه الجهة.
refer-blocked-mend = سجّل الموافقة أولًا.
refer-override-why = لماذا لا يمكن انتظار الموافقة
refer-state-sent = أُرسلت
refer-state-accepted = قُبلت
refer-state-declined = اعتُذر عنها
refer-state-done = أُنجزت
refer-state-revoked = سُحبت
refer-accept-do = قبول الإحالة
refer-decline-do = الاعتذار عن الإحالة
refer-decline-why = سبب الاعتذار
refer-done-do = تسجيل إنجاز الإحالة
refer-done-what = ما الذي أُنجز
refer-done-ends = بهذا ينتهي الوصول إلى السجل.
refer-revoke-do = سحب الإحالة
refer-revoke-why = سبب السحب
refer-from = من
pupil-support = خطة الدعم
refer-for = إحالة: { $purpose }
refer-near = في الجوار
refer-elsewhere = في أماكن أخرى
refer-no-consent = لا موافقة بعد
refer-no-service = لا توجد هنا خدمة تتولى هذا بعد.
refer-note-hint = ما يحتاجه الطفل وما يفيده، في بضع جمل، ولا شيء عن الماضي.
refer-other-purpose = اختيار غرض آخر
refer-blocked-override = سجّل الموافقة أولًا، أو اكتب أدناه لماذا لا يحتمل الأمر الانتظار.
refer-override-hint = يبقى السبب مع الإحالة.
refer-urgency = متى
refer-urgent = اليوم أو غدًا
refer-soon = خلال ثلاثة أيام
refer-routine = خلال أسبوع
refer-ends-hint = { $days ->
    [one] إن تركته فارغًا: بعد يوم واحد.
    [two] إن تركته فارغًا: بعد يومين.
    [few] إن تركته فارغًا: بعد { $days } أيام.
   *[other] إن تركته فارغًا: بعد { $days } يومًا.
  }
refer-services = { $count ->
    [one] خدمة واحدة
    [two] خدمتان
    [few] { $count } خدمات
   *[other] { $count } خدمة
  }
refer-they-see-end = ينتهي هذا مع الإحالة، وفي آخر يوم لها على الأكثر.
refer-they-see-not = لا يرون أبدًا من أين جاء الطفل ولا سير الحالة ولا ما كتبه الآخرون.
refer-sees-letter = رسالتك أعلاه والغرض منها
refer-sees-as = رسالتك أعلاه تحت عنوان «{ $words }»
refer-sees-face = الاسم والجنس وتاريخ الميلاد
refer-sees-parts = هذه الأجزاء من السجل: { $what }
refer-sees-status = فقط هل يوجد شيء: { $what }
refer-letter = الرسالة
refer-sent-on = أُرسلت
refer-answered = الرد
refer-accept-what = بقبولك يبقى هذا السجل مفتوحًا لفريقك حتى { $until }.
refer-revoke-what = ينتهي وصول المستلم فورًا.
refer-worker-sends = توجد موافقة. يرسل هذه الإحالة الأخصائي المسؤول.
refer-you-see = بقبولك سترى
refer-instead = أين يمكن أن تتوافر المساعدة أيضًا
refer-instead-hint = إن كنت تعرف. ثلاث جهات على الأكثر.
refer-instead-they = يقترحون
transfer-note-there = ترافقها مذكرة التسليم المؤرخة { $day }. تُفتح عند القبول.
transfer-note-missing = مذكرة التسليم غير موجودة بعد.
transfer-note-why = ماذا ينبغي أن يعرف الأخصائي التالي في اليوم الأول؟ لا ينبغي أن يبدأ أحد من دونها.
transfer-note-do = كتابة مذكرة التسليم
transfer-when-accepted = لا يتغير شيء قبل قبولهم. بعدها يصبح من يسمّونه مسؤولًا ويرى ما تراه أنت الآن، وتبقى ترى هويته حتى تودّعه.
transfer-take-what = بقبولك ينتقل السجل وخطته ومهامه المفتوحة إلى فريقك، وتُفتح معه مذكرة التسليم.
transfer-who = من منكم المسؤول
transfer-word = كلمة لمن يسلّم الحالة
transfer-word-hint = متى ستلتقون، وكيف يمكن الوصول إليك.
transfer-take-do = تولّي المسؤولية
directory-title = دليل الخدمات
directory-what = من يُطلب منه ماذا، وبأي لغات، وهل يوجد مكان.
directory-region = المنطقة أو المدينة
directory-purpose = لماذا
directory-language = بأي لغة
directory-languages = اللغات
directory-service = الخدمة
directory-any = لا يهم
directory-room = السعة
directory-do = عرض الخدمات
directory-empty = لا توجد خدمة مناسبة هنا. جرّب منطقة أو لغة أخرى.
directory-free = يوجد مكان
directory-few = يكاد يمتلئ
directory-full = ممتلئ الآن
