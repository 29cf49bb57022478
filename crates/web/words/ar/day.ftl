# يومي والمهام والقوائم والبحث والفريق والموافقات.

place-day = يومي
place-children = الأطفال
place-people = الأشخاص
place-referrals = الإحالات
place-pupils = تلاميذي
place-team = الفريق
place-approvals = الموافقات الإدارية
place-flights = العمليات والرحلات
place-arrivals = الوصول
place-duplicates = سجلات قد تكون مكررة
place-history = من فتح ماذا
place-accounts = الحسابات
place-teams = الفرق
place-protocol = القواعد السارية
place-figures = الأرقام
day-empty = لا شيء مستحق الآن. ستظهر هنا المهام والزيارات والموافقات.
day-see-children = عرض الأطفال الذين أتابعهم
day-waiting-empty = سيظهر هنا ما ينتظر رد الآخرين أولًا.
day-for-team = للفريق
day-more = مهام أخرى
task-title = مهمة
task-due = الموعد
task-lead = الجهة المسؤولة
task-assignee = المكلَّف
task-done-do = تسجيل إنجاز المهمة
task-done-note = كيف أُنجزت
task-waive-do = إسقاط المهمة
task-waive-why = لماذا لا حاجة إليها
task-comment = تعليق
task-comment-do = إضافة تعليق
task-assign-do = تكليف شخص بالمهمة
task-add-do = إضافة مهمة
task-what = ما المطلوب
task-form-do = تعبئة الاستمارة الخاصة بها
task-follows-urgency = يتبع الموعد درجة استعجال الحماية.
task-was-done = أنجزها { $who }، { $when }
task-was-waived = أسقطها { $who }، { $when }
list-mine = حالاتي
list-team = حالات الفريق
list-all-mine = كل ما يحق لي الاطلاع عليه
list-name = الاسم
list-age = العمر
list-stage = المرحلة
list-urgency = الاستعجال
list-worker = المسؤول
list-place = المكان
list-next = التالي
list-tasks = المهام المفتوحة
list-empty = سيظهر هنا الأطفال الذين تتولى مسؤوليتهم متى أُسندت حالة إليك أو إلى فريقك.
list-filter = عرض
list-filter-do = عرض هذه
list-any = أيّ
list-search = بحث في هذه القائمة
list-count = { $count ->
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
   *[other] { $count } شخصًا
  }
search-title = بحث
search-none = لا أحد ممن يحق لك الاطلاع عليهم يطابق هذه الكلمات.
search-found = { $count ->
    [one] يطابقها شخص واحد
    [two] يطابقها شخصان
    [few] يطابقها { $count } أشخاص
   *[other] يطابقها { $count } شخصًا
  }
search-wide = البحث خارج حالاتك
search-wide-what = يلزم بيانان على الأقل وسبب. ويُسجَّل كل بحث.
search-reason = لماذا تبحث
search-do = بحث
team-title = الفريق
team-open = الحالات المفتوحة
team-open-meaning = أطفال لم تُغلق حالاتهم بعد.
team-late = المهام المتأخرة
team-by-worker = الحالات المفتوحة حسب الأخصائي
team-by-stage = الأطفال حسب المرحلة
team-by-region = الأطفال حسب المنطقة
team-worker = الأخصائي
team-cases = الحالات
team-load = لا تزيد حالات الأخصائي الواحد على { $most }
team-empty = سيظهر هنا أعضاء فريقك وحالاتهم.
approvals-empty = ستظهر هنا الخطط وطلبات الإغلاق والاستثناءات التي تنتظر قرارك.
approval-of = بانتظار الموافقة: { $what }
approval-give-do = اعتماد
approval-refuse-do = إعادة
approval-refuse-why = ما الذي ينبغي تغييره
