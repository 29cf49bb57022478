# يومي والمهام والقوائم والبحث والفريق والموافقات.

place-day = يومي
place-children = الأطفال
place-referrals = الإحالات
place-team = الفريق
place-operations = العمليات والرحلات
place-readings = من فتح ماذا
place-accounts = الحسابات
place-teams = الفرق
place-protocol = القواعد السارية
day-empty = لا شيء مستحق الآن. ستظهر هنا المهام والزيارات والموافقات.
day-see-children = عرض الأطفال الذين أتابعهم
day-for-team = للفريق
day-more = مهام أخرى
task-due = الموعد
task-assignee = المكلَّف
task-done-do = تسجيل إنجاز المهمة
task-done-note = كيف أُنجزت
task-waive-do = إسقاط المهمة
task-waive-why = لماذا لا حاجة إليها
task-comment = تعليق
task-comment-do = إضافة تعليق
task-add-do = إضافة مهمة
task-what = ما المطلوب
task-form-do = تعبئة: { $form }
task-was-done = أنجزها { $who }، { $when }
task-was-waived = أسقطها { $who }، { $when }
list-name = الاسم
list-stage = المرحلة
list-urgency = الاستعجال
list-next = التالي
list-empty = سيظهر هنا الأطفال الذين تتولى مسؤوليتهم متى أُسندت حالة إليك أو إلى فريقك.
list-filter = عرض
list-count = { $count ->
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
   *[other] { $count } شخصًا
  }
place-search = بحث أوسع
search-wide-title = البحث خارج ملفاتك
search-wide-do = بحث أوسع
search-wide-what = يُسجَّل كل بحث مع سببه، حتى إن لم يُعثر على أحد، ويطّلع عليه مسؤول حماية البيانات. لا يظهر إلا من يحق لك فتح ملفاتهم، عشرة على الأكثر.
search-purpose = الغرض من البحث
search-for-known = لمعرفة إن كان للشخص ملف من قبل
search-for-relatives = أقارب يبحثون عن شخص
search-for-asks = شخص يطلب المساعدة ويقول إن له ملفًا
search-for-authority = طلب من محكمة أو جهة رسمية
search-for-danger = قد يكون الشخص في خطر
search-reason = السبب
search-reason-hint = عشرة أحرف على الأقل. يقرؤه مسؤول حماية البيانات.
search-names = الأسماء
search-names-hint = بأي خط وبأي ترتيب. اسمان، أو اسم مع تاريخ الميلاد أو رقم وثيقة.
search-born = تاريخ الميلاد
search-born-hint = التاريخ أو جزء منه: 12.03.2014 أو 03.2014 أو 2014
search-number = الرمز أو رقم الوثيقة
search-why-code = الرمز: { $typed }
search-why-document = رقم الوثيقة: { $typed }
search-why-birth = تاريخ الميلاد: { $typed }
search-why-written = الاسم: { $fits }
search-why-part = { $typed } ضمن { $fits }
search-why-letters = { $typed } بحروف أخرى: { $fits }
search-why-form = { $typed } صيغة من { $fits }
search-why-earlier = اسم سابق: { $fits }
search-why-kunya = الكنية: { $fits }
search-why-apart = لا يتوافق: { $typed }
search-none = لا أحد ممن يحق لك الاطلاع عليهم يطابق هذه الكلمات.
search-found = { $count ->
    [one] يطابقها شخص واحد
    [two] يطابقها شخصان
    [few] يطابقها { $count } أشخاص
   *[other] يطابقها { $count } شخصًا
  }
team-title = الفريق
team-open = الحالات المفتوحة
team-by-worker = الحالات المفتوحة حسب الأخصائي
team-worker = الأخصائي
team-cases = الحالات
team-empty = سيظهر هنا أعضاء فريقك وحالاتهم.
approval-refuse-do = إعادة
approval-refuse-why = ما الذي ينبغي تغييره
place-emergency = وصول طارئ
task-answer-referral = الرد على الإحالة
task-assignee-hint = اتركه فارغًا لقائمة انتظار الفريق.
task-comments = التعليقات
task-form-other = يُنجز هذه المهمة شخص آخر بتعبئة نموذجه.
task-note = تفاصيل أخرى
task-sector = القطاع
list-open = الحالات المفتوحة
list-urgent = العاجلة
list-adults = البالغون
list-closed = المغلقة
task-give = أعطها لغيرك
task-give-do = أعطِ المهمة
task-give-hint = يظهر فقط الزملاء الذين يُفتح لهم هذا الجزء من السجل.
task-to-queue = قائمة الفريق
task-waived = لا حاجة إليها
task-open = مفتوحة
