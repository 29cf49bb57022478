# العمليات والوصول والمكررات والسجل والقواعد السارية والعرض التجريبي.

operation-title = العمليات
operation-empty = ستظهر هنا العمليات ورحلاتها.
operation-new-do = فتح عملية
operation-name = اسم العملية
flight-title = الرحلة
flight-new-do = فتح رحلة
flight-date = يوم الرحلة
flight-to = إلى
flight-empty = افتح رحلة ثم أدخل قائمة الأشخاص.
flight-people = الأشخاص على هذه الرحلة
flight-expected = { $count ->
    [one] يُنتظر شخص واحد
    [two] يُنتظر شخصان
    [few] يُنتظر { $count } أشخاص
   *[other] يُنتظر { $count } شخصًا
  }
arrive-title = الوصول
arrive-several-do = تسجيل وصول المحددين
arrive-done = سُجّل وصول { $name }.
arrive-all = وصل الجميع.
arrive-from-roster = إدخال الوصول من القائمة المطبوعة
roster-print-do = طباعة القائمة
slips-print-do = طباعة بطاقات الرموز
log-title = من فتح ماذا
log-what = من فتح أي سجل ومتى وعلى أي أساس. ولا يظهر المضمون.
log-empty = لم يُفتح شيء في هذه المدة.
log-person = الشخص
log-record = السجل
log-from = من
log-to = إلى
log-show-do = عرض
log-reason = السبب المذكور
log-emergency = وصول طارئ
protocol-title = القواعد السارية
protocol-what = ما الذي يُسأل عنه، ومن يراه، وما الذي يُنجز ومتى، وكم يُحفظ. بهذه القواعد يعمل البرنامج.
protocol-version = الإصدار { $version }، سارٍ منذ { $since }
protocol-stages = المراحل
protocol-pathway = المهام ومواعيدها
protocol-roles = الأدوار وما تراه
protocol-sharing = أغراض مشاركة المعلومات
protocol-retention = مدد الحفظ
protocol-compartments = أقسام السجل
access-write = يكتب
access-read = يقرأ
access-status = فقط هل الخدمة قائمة
access-nothing = لا شيء
demo-title = طفل واحد عبر كل الأبواب
demo-what = Homeward سجل واحد وخطة واحدة وبروتوكول واحد لكل طفل يعود من نزاع مسلح. ويرى كل من يساعد ما يحتاج إليه لا أكثر.
demo-invented = كل من هنا من نسج الخيال. وما تغيّره يزول بانتهاء العرض.
demo-pick = اختر عمل من تود تجربته
demo-try = ماذا تجرب

# What the desks say: the reading log, the rules in force, the team. Families: page-, through-, action-.
log-when = متى
log-page = ما الذي فُتح
log-ground = على أي أساس
log-more = و{ $count } غيرها
log-between = { $count ->
    [zero] { $from } – { $to } · لا شيء
    [one] { $from } – { $to } · سطر واحد
    [two] { $from } – { $to } · سطران
    [few] { $from } – { $to } · { $count } أسطر
   *[other] { $from } – { $to } · { $count } سطرًا
  }
log-emergencies = فُتح في طارئ خلال 30 يومًا
log-no-record = لا سجل بهذا الرمز. قارنه بالورقة.
log-wrong-code = هذا ليس رمزًا. يبدو الرمز هكذا: HW-7F3K-QX2.
log-wrong-day = اكتب اليوم والشهر والسنة.
log-wrong-order = اليوم الأول بعد الأخير. بدّل بينهما.
log-statement = من فتح هذا السجل
log-statement-do = إعداد بيان للطباعة
log-statement-what = كل مرة فُتح فيها السجل أو قائمة تذكره. لا يشمل ما قُرئ، ولا يُذكر إلا من قرأ.
log-statement-cut = الأسطر أكثر مما يتسع. اختر مدة أقصر.
team-waiting = بانتظار جوابك
team-waiting-none = لا خطة ولا إغلاق بانتظارك.
team-plan = خطة للاعتماد
team-closure = إغلاق للتوقيع
team-asked-by = طلبه { $who }
team-nobody = بلا مسؤول بعد
team-nobody-none = لكلٍّ ممن يرعاهم فريقك مسؤول.
team-assign-do = إسناد إلى أحد
team-late-cases = حالات فيها متأخر
team-open-what = أطفال وراشدون يرعاهم فريقك وحالاتهم غير مغلقة.
team-of-limit = { $count } من { $limit }
team-at-least = { $count }+
team-over = فوق الحد
team-gone = لم يعد في الفريق
team-more = لم تُعدّ كلها.
team-see-cases = عرض حالات الفريق
protocol-consent = الموافقة حسب السن
protocol-about = من يسأل عنه والإصدارات السابقة
protocol-owner = صاحبه
protocol-approved = الاعتماد
protocol-before = الإصدارات التي سرت هنا
protocol-hash = بصمة ملفاته
protocol-table = الجميع في لمحة
protocol-table-what = أقصى ما يبلغه الدور، وبصلة بالسجل فقط. والمنع يغلب كل ما هنا.
protocol-role = الدور
protocol-each-role = كل دور
protocol-each-role-what = افتح دورًا لترى بأي صلة يرى ويفعل.
protocol-second-person = منح هذا الدور يلزمه شخصان.
protocol-no-children = لا يصل هذا الدور إلى سجل طفل.
protocol-outside = ولا يرى ماضي الطفل.
protocol-opens-nothing = لا يفتح أي سجل.
protocol-offices = بلا سجل
protocol-writes = يكتب
protocol-reads = يقرأ
protocol-status = فقط هل الخدمة قائمة
protocol-does = يستطيع
protocol-in-stages = في هذه المراحل فقط: { $stages }
protocol-parts-what = كل معلومة في قسم واحد فقط، وكل قسم مختوم وحده.
protocol-past = يروي الماضي: لا يُعطى لمدرسة أو عيادة أبدًا
protocol-before-consent = قد يوجد قبل الموافقة
protocol-nobody = لا يفتحه أحد.
protocol-write-they = يكتبون
protocol-read-they = يقرؤون
protocol-status-they = يرون فقط هل الخدمة قائمة
protocol-tasks-what = المواعيد الثلاثة لدرجات إلحاح الحماية الثلاث. رفعها يقدّم المهمة، وخفضها لا ينقلها إلى الماضي.
protocol-phase = الطور { $number }
protocol-task = المهمة
protocol-begins = تبدأ عند
protocol-lead = من يقوم بها
protocol-done-by = تتم عند
protocol-ages = من { $from } إلى { $to } سنة
protocol-from-age = من { $from } سنة
protocol-repeats = تتكرر
protocol-leads-to = يؤدي إلى: { $stages }
protocol-sharing-what = لا يخرج شيء من السجل إلا لغرض من هذه، لهؤلاء المتلقين، ولهذه المدة.
protocol-with-whom = مع من
protocol-sees-at-most = أقصى ما يرونه
protocol-opens-by-itself = لا شيء بهذا الغرض وحده
protocol-at-most = لمدة أقصاها
protocol-outside-words = ما يقرؤه المتلقي
protocol-needs-consent = تلزمه موافقة
protocol-no-consent = بحكم القانون دون موافقة
protocol-limits = ما يُقال قبل السؤال
protocol-limits-said = حدود السرية
protocol-assent-none = لا يُسأل على حدة
protocol-capacity = يُدوَّن كيف قُدّرت قدرة الطفل على القرار.
protocol-instead = حين لا يستطيع أي مقدّم رعاية أن يقرر بأمان
protocol-majority = من سن { $age } يُسأل الشخص من جديد عن كل غرض ويقرر وحده.
protocol-keeping-what = لا يُتلف شيء دون مراجعة، والحجز القانوني يوقفه، ويوقّع شخصان.
protocol-kept-what = ماذا
protocol-kept-how-long = كم
protocol-kept-then = ثم
protocol-kept-basis = على أي أساس قانوني
protocol-erased = يُمحى
protocol-anonymised = يُحفظ دون أسماء
protocol-own-what = ما تراه هنا وما تستطيعه، ولماذا شورك معك، ولأي مدة.
protocol-own-for = لأي غرض شورك، ولأي مدة على الأكثر
term-hours = { $count } س
term-days = { $count ->
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
   *[other] { $count } يومًا
  }
term-months = { $count ->
    [one] شهر واحد
    [two] شهران
    [few] { $count } أشهر
   *[other] { $count } شهرًا
  }
term-years = { $count ->
    [one] سنة واحدة
    [two] سنتان
    [few] { $count } سنوات
   *[other] { $count } سنة
  }
term-always = دائمًا
trigger-opened = فُتح السجل
trigger-stage = المرحلة: { $what }
trigger-form = الاستمارة: { $what }
trigger-referral = أُرسلت إحالة
trigger-transfer = انتقلت المسؤولية؛ لمن سلّم الحالة
trigger-closed = أُغلقت الحالة
trigger-urgency = حُددت درجة إلحاح الحماية
trigger-conference = يُدعى إلى مؤتمر الحالة
done-form = الاستمارة: { $what }
done-plan = اعتُمدت الخطة
done-closure = وُقّع الإغلاق
done-consent = بُتّ في الموافقة
done-urgency = حُددت درجة إلحاح الحماية
done-stage = المرحلة: { $what }
done-hand = قال أحد إنها تمت
done-conference = يُعقد المؤتمر أو يُرد على دعوته
through-owner = مسؤول عن السجل
through-team = في الفريق المسؤول
through-supervisor = يشرف على ذلك الفريق
through-deputy = ينوب عن المسؤول
through-referral = تلقى إحالة، حتى تنتهي
through-place = يعمل للمكان الذي ينتمي إليه
through-flight = يعمل على تلك الرحلة
through-task = أُعطي مهمة بشأنه
through-emergency = فتحه في طارئ
through-other = بطريق آخر
log-all = الحقل الفارغ لا يقيّد البحث.
log-by-list = قائمة بما يحق لهم رؤيته
log-by-office = بحكم الوظيفة
protocol-tab-roles = من يرى ماذا
protocol-tab-parts = أقسام السجل
protocol-tab-tasks = المهام
protocol-tab-sharing = المشاركة
protocol-tab-consent = الموافقة
protocol-tab-keeping = الحفظ
team-overdue = متأخر
action-operation-create = فتح عملية
action-flight-create = فتح رحلة
action-flight-import = إدخال قائمة
action-flight-arrivals = تسجيل الوصول
action-list-import = إدخال أسطر في قائمة
action-tracing-import = إدخال طلبات البحث
action-match-decide = تقرير ما إذا كان السجلان لشخص واحد
action-list-create = فتح قائمة أشخاص
action-complaint-create = تقديم ملاحظة أو شكوى
action-tracing-create = فتح قائمة طلبات بحث
action-consent-record = تسجيل الموافقة
action-consent-override = المشاركة دون موافقة مع سبب
action-urgency-set = تحديد درجة إلحاح الحماية
action-stage-move = النقل إلى مرحلة أخرى
action-case-assign = إسناد المسؤولية
action-task-add = إضافة مهمة
action-task-done = إتمام مهمة
action-task-waive = إسقاط مهمة
action-goal-set = وضع هدف
action-goal-review = مراجعة هدف
action-plan-submit = رفع الخطة للاعتماد
action-plan-approve = اعتماد الخطة
action-referral-send = إرسال إحالة
action-referral-answer = الرد على إحالة
action-referral-revoke = سحب إحالة
action-closure-propose = طلب الإغلاق
action-closure-sign = توقيع الإغلاق
action-case-reopen = إعادة فتح الحالة
action-bar-set = منع شخص
action-hold-place = تعليق المحو
action-record-correct = شطب إدخال
action-record-print = الطباعة
action-conference-call = الدعوة إلى مؤتمرات الحالة
action-conference-attend = المشاركة في مؤتمرات الحالة
action-record-history = رؤية من فتحه
action-record-link = ربط الأسر
action-account-manage = إدارة الحسابات
action-role-confirm = تأكيد الأدوار بصفته الثاني
action-team-manage = إعداد الفرق
action-reading-search = رؤية من فتح ماذا
action-protocol-read = قراءة القواعد السارية
action-protocol-activate = وضع قواعد أخرى موضع السريان
action-statistics-read = قراءة أعداد لا يُعرف فيها أحد
action-record-open = فتح سجل جديد
action-emergency-open = فتح سجل في طارئ لثلاث ساعات
action-search-wide = البحث خارج حالاته مع ذكر السبب
action-other = شيء آخر
page-day = يومي
page-team = الفريق
page-children = قائمة الأشخاص
page-children-search = بحث بالاسم
page-referrals = قائمة الإحالات
page-emergency = فتح في طارئ
page-record-overview = السجل
page-record-forms = قائمة الاستمارات
page-record-form = استمارة
page-record-sensitive = ملاحظة حساسة فُتحت عن قصد
page-record-consent = الموافقات
page-record-urgency = درجة إلحاح الحماية
page-record-stage = المرحلة
page-record-assign = من المسؤول
page-record-bars = الممنوعون
page-record-closure = إغلاق الحالة
page-record-correct = الشطب
page-record-family = صورة الأسرة
page-record-history = من فتح السجل
page-record-plan = الخطة
page-record-conferences = مؤتمرات الحالة
page-record-conference = أحد مؤتمرات الحالة
page-record-conference-new = قبل الدعوة إلى مؤتمر
page-record-print = قبل الطباعة
page-record-printed = طباعة السجل
page-record-refer = إرسال إحالة
page-record-referral = إحالة
page-record-scores = النتائج عبر الزمن
page-record-task = مهمة
page-operations = العمليات
page-operation = عملية
page-flight = رحلة
page-flight-new = رحلة جديدة
page-flight-import = إدخال قائمة
page-flight-arrivals = الوصول
page-lists = قوائم الأشخاص
page-list-new = قائمة جديدة
page-list = قائمة وأسطرها
page-list-import = إدخال أسطر في قائمة
page-complaints = قائمة الشكاوى
page-matches = قائمة انتظار التطابقات المحتملة
page-match = سجلان جنبًا إلى جنب
page-print-roster = طباعة قائمة الرموز
page-print-slips = طباعة بطاقات الرموز
page-officer-readings = سجل الفتح
page-officer-statement = بيان بمن فتح السجل
page-other = صفحة أخرى
trigger-plan = اعتُمدت الخطة
trigger-hand = أضافها أحد
done-review = رُوجعت الخطة كلها
action-task-assign = إعطاء مهمة لشخص
