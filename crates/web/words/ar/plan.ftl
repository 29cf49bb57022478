# الخطة وأهدافها والدرجات.
plan-child-view = رأي الطفل:
plan-baseline = البداية
plan-now = الآن
plan-aim = الهدف
score-series = { $instrument } · أجاب: { $informant } · المعيار: { $norm }
score-instrument = الأداة
score-informant = من أجاب
score-score = الدرجة
score-total = الدرجة الكلية

plan-title = الخطة
plan-empty = للخطة خمسة مستويات. سيظهر هنا أول هدف، فضعه مع الطفل.
plan-level-empty = لا هدف على هذا المستوى بعد.
plan-goal-do = وضع هدف
plan-goal-save-do = حفظ الهدف
plan-goal = ما المراد بلوغه
plan-level = المستوى
plan-measure = كيف يُقاس
plan-measure-hint = مثلًا: أيام الحضور في المدرسة أسبوعيًا.
plan-baseline-now = الوضع الآن
plan-aim-field = ما ينبغي بلوغه
plan-responsible = الشخص المسؤول
plan-until = حتى
plan-child-view-field = ما يقوله الطفل عن ذلك
plan-progress = التقدم، بالنسبة المئوية
plan-review-do = مراجعة الهدف
plan-outcome = النتيجة
plan-on-its-way = قيد التنفيذ
plan-not-begun = لم يبدأ
plan-ask-do = إرسال الخطة للاعتماد
plan-approve-do = اعتماد الخطة
plan-return-do = إعادة الخطة
plan-return-why = ما الذي ينبغي تغييره
plan-draft = مسودة
plan-waiting = بانتظار الاعتماد
plan-approved = معتمدة
plan-returned = أُعيدت
plan-approved-by = اعتمدها { $who }، { $when }
plan-returned-by = أعادها { $who }، { $when }
plan-approval = الاعتماد
plan-sent-by = أرسلها { $who }، { $when }
plan-approve-word = كلمة معه
plan-ask-note = كلمة إلى المشرف
plan-child-view-hint = بكلمات الطفل نفسه ما أمكن.
plan-goal-change-do = تعديل الهدف
plan-goal-hint = شيء واحد يُرى حين يتحقق.
plan-outcome-hint = فقط حين ينتهي هذا الهدف.
plan-progress-hint = 0 حيث بدأ، و100 حيث ينبغي أن يصل.
plan-review-now = أين يقف اليوم
plan-review-save-do = حفظ المراجعة
plan-reviews = المراجعات السابقة
plan-until-day = حتى { $day }

# Versions, reviews of the whole, steps, and the child who is heard before and told after.
versions-title = نسخ الخطة
versions-what = النسخة هي ما أُرسل للاعتماد. وما وُقّع يبقى كما وُقّع.
versions-none = عندما تُرسل الخطة للاعتماد ستظهر نسختها الأولى هنا.
versions-all = كل النسخ
versions-number = النسخة { $number }
versions-since = ما تغيّر منذ النسخة { $from }
versions-between = ما تغيّر من النسخة { $from } إلى النسخة { $to }
versions-today-do = قارن باليوم
versions-before-do = قارن بالسابقة
versions-choose = قارن أي نسختين
versions-from = النسخة الأقدم
versions-to = النسخة الأحدث
versions-to-hint = اتركها فارغة للمقارنة باليوم.
versions-compare-do = قارن النسختين
versions-nothing = لم يُضف هدف ولم ينتهِ ولم يتغيّر.
versions-same = { $count ->
    [zero] لا هدف بلا تغيير
    [one] هدف واحد بلا تغيير
    [two] هدفان بلا تغيير
    [few] { $count } أهداف بلا تغيير
    [many] { $count } هدفًا بلا تغيير
   *[other] { $count } هدف بلا تغيير
}
versions-added = جديد
versions-changed = تغيّر
versions-ended = انتهى: { $outcome }
versions-gone = لم يعد في الخطة
versions-gone-what = شُطب لأنه أُدخل خطأً.
text-went = حُذف: 
text-came = أُضيف: 
plan-to-sign = ما يُطلب منك توقيعه
plan-since-signed = التغييرات منذ النسخة { $number }، آخر نسخة موقّعة.
plan-first-version = لم تُوقّع نسخة من قبل: كل ما فيها جديد.
plan-moved-since = تغيّرت الخطة بعد إرسالها. أنت توقّع ما أُرسل.
review-title = مراجعة الخطة كلها
review-what = هدفًا هدفًا مع الطفل. ويُحفظ كل شيء دفعة واحدة.
review-do = راجع الخطة كلها
review-save-do = احفظ المراجعة كلها
review-note = كلمة عن الخطة كلها
review-note-hint = ما الأكثر نفعًا الآن، وما تحتاجه الأسابيع القادمة.
review-no-goals = لا يوجد هدف مفتوح تراجعه هنا.
review-others = يراجعها آخرون
review-record = مراجعات الخطة كلها
goal-steps = خطوات نحو هذا الهدف
goal-step = ما الذي سيُفعل
goal-step-hint = أمر واحد يمكن أن يقال عنه: تمّ.
goal-step-add = أضف خطوة أخرى
goal-step-do = أضف الخطوة
hearing-first = الطفل أولًا
hearing-first-what = قبل هذا القرار يُسأل الطفل. اكتب ما يقوله، أو لماذا لم تسأله.
hearing-do = اكتب ما يقوله الطفل
hearing-asked = سُئل { $day }
hearing-not-asked = لم يُسأل
hearing-open = لم يُقرَّر بعد
hearing-decided = تقرر { $day }
hearing-told = أُخبر { $day }
hearing-not-told = لم يُخبر بعد
