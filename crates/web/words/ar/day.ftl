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
