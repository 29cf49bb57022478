# سجل الطفل.
family-picture = مخطط الأسرة
family-children = { $count ->
    [one] طفل
    [two] طفلان، بترتيب الولادة
    [few] الأطفال، بترتيب الولادة
   *[other] الأطفال، بترتيب الولادة
  }

child-tab-record = السجل
child-tab-plan = الخطة
child-tab-consent = الموافقة
child-tab-referrals = الإحالات
child-tab-family = الأسرة
child-tab-forms = الاستمارات
child-tab-scores = الدرجات
child-tab-history = من فتح هذا السجل
child-parts = أقسام السجل
child-in-words = بكلمات الطفل
child-in-words-empty = سيظهر هنا ما يقوله الطفل عن رغباته.
child-next = التالي: { $what }
child-todo = المهام
child-todo-empty = لا مهام مفتوحة.
child-people = الأشخاص
child-people-empty = سيظهر هنا من يعملون مع الطفل.
child-facts = البيانات
child-born = الميلاد
child-sex = الجنس
child-languages = اللغات
child-owner = الأخصائي المسؤول
child-no-owner = لا أحد بعد
child-team = الفريق
child-code = الرمز
child-day-of-stage = اليوم { $count }
child-active = خدمة قائمة
child-not-active = لا خدمة قائمة
sex-female = أنثى
sex-male = ذكر
sex-unknown = غير معروف
child-happened = ما حدث
child-happened-empty = ستظهر هنا الزيارات والخدمات والإحالات والقرارات.
child-forms = تعبئة استمارة
child-forms-empty = لا توجد استمارة متاحة لك هنا.
child-form-saved = حُفظت: { $form }.
child-form-save-do = حفظ: { $form }
child-note = ملاحظة
child-note-do = حفظ الملاحظة
child-note-sensitive = حساسة: تبقى مغلقة إلى أن تُفتح عن قصد
child-correct-do = شطب
child-correct-why = لماذا هو خطأ
child-struck = شطبه { $who }: { $why }
event-opened = فُتح السجل
event-form-filled = عُبّئت الاستمارة: { $what }
event-corrected = شُطب قيد
event-status-changed = المرحلة: { $what }
event-urgency-set = درجة استعجال الحماية: { $what }
event-assigned = أُسندت المسؤولية: { $what }
event-task-added = أُضيفت مهمة: { $what }
event-task-moved = تغيّر الموعد: { $what }
event-task-assigned = أُسندت المهمة: { $what }
event-task-commented = تعليق على مهمة: { $what }
event-task-done = أُنجزت المهمة: { $what }
event-task-waived = أُسقطت المهمة: { $what }
event-goal-set = وُضع هدف
event-goal-reviewed = رُوجع هدف
event-approval-asked = طُلبت الموافقة: { $what }
event-approval-given = اعتُمد: { $what }
event-approval-refused = أُعيد: { $what }
event-consent-decided = سُجّل قرار الموافقة
event-consent-withdrawn = سُحبت الموافقة
event-barred = حُجب السجل عن جهة
event-bar-lifted = رُفع الحجب
event-granted = مُنح وصول مؤقت
event-grant-ended = انتهى الوصول
event-referred = أُرسلت إحالة: { $what }
event-referral-accepted = قُبلت الإحالة
event-referral-declined = اعتُذر عن الإحالة
event-referral-done = أُنجزت الإحالة
event-referral-revoked = سُحبت الإحالة
event-linked = رُبط بسجل آخر
event-unlinked = أُزيل الربط
event-arrived = سُجّل الوصول
event-noted = كُتبت ملاحظة
event-file-attached = أُرفق ملف
event-hold-placed = أُوقف الحذف
event-hold-lifted = رُفع إيقاف الحذف
event-erased = حُذف جزء من السجل
event-other = حدث تغيير
urgency-title = درجة استعجال الحماية
urgency-change-do = حفظ درجة الاستعجال
urgency-why = السبب
urgency-what = رفعها يقرّب مواعيد المهام المفتوحة. وخفضها لا ينقل أي مهمة إلى الماضي.
stage-move-do = الانتقال إلى: { $stage }
stage-move-title = المرحلة التالية
assign-title = من المسؤول
assign-do = إسناد المسؤولية
assign-take-do = تولّي هذه الحالة
close-title = إغلاق الحالة
close-ground = لماذا يمكن إغلاق الحالة
close-checklist = قبل الإغلاق
close-child-told = أُخبر الطفل وأُتيح له الرد
close-ask-do = طلب الإغلاق
close-sign-do = التوقيع على الإغلاق
close-check-after = أُغلقت. وأصبح التحقق بعد الإغلاق مهمة.
close-reopen-do = إعادة فتح الحالة
close-reopen-why = لماذا يُعاد فتحها
emergency-title = وصول طارئ
emergency-what = يفتح هذا السجل لثلاث ساعات على الأكثر، ويُبلَّغ مسؤول حماية البيانات فورًا.
emergency-why = ما الحالة الطارئة
emergency-do = فتح طارئ
bar-title = من حُجب عنهم هذا السجل
bar-what = من حُجب عنه لا يرى شيئًا حتى في الطوارئ. استعمله للأقارب أو أهل القرية أو من يخافه الطفل.
bar-who = عمّن
bar-do = حجب السجل
bar-lift-do = رفع الحجب
bar-empty = لم يُحجب عن أحد.
consent-title = الموافقة وموافقة الطفل
consent-empty = سيظهر هنا كل قرار بشأن مشاركة المعلومات: من قرر وإلى متى.
consent-record-do = تسجيل الموافقة
consent-save-do = حفظ القرار
consent-purpose = لأي غرض
consent-recipient = مع من
consent-data = أي معلومات
consent-decision = القرار
consent-given = أُعطيت
consent-refused = رُفضت
consent-withdrawn = سُحبت
consent-expired = انتهت
consent-given-count = { $count ->
    [one] أُعطيت واحدة
    [two] أُعطيت اثنتان
    [few] أُعطيت { $count }
   *[other] أُعطيت { $count }
  }
consent-refused-count = { $count ->
    [one] رفض واحد
    [two] رفضان
    [few] { $count } حالات رفض
   *[other] { $count } حالة رفض
  }
consent-giver = من يقرر
consent-giver-name = اسم من يقرر
consent-assent = موافقة الطفل نفسه
assent-aloud = شفهيًا
assent-written = كتابةً
assent-no = قال الطفل لا
assent-not-asked = لا يُسأل في هذه السن
consent-limits = شُرحت حدود السرية أولًا
consent-capacity = كيف قُدّرت قدرة الطفل على اتخاذ القرار
consent-best-interests = لماذا يصب هذا في مصلحة الطفل الفضلى
consent-until = سارية حتى
consent-withdraw-do = سحب الموافقة
consent-withdraw-why = ما الذي قيل
consent-withdrawn-now = سُحبت الموافقة وتوقفت المشاركة القائمة عليها الآن.
consent-basis = سُجّل قبل الموافقة على أساس «{ $basis }» حتى { $until }.
consent-by-age = المطلوب في هذه السن
family-empty = سيظهر هنا الأقارب الذين يحق لك فتح سجلاتهم.
history-title = من فتح هذا السجل
history-what = من ومتى وعلى أي أساس. ولا يظهر ما قرؤوه.
history-empty = لم يفتحه أحد بعد.
history-when = متى
history-who = من
history-role = الدور
history-ground = على أي أساس
history-page = ما فُتح
ground-owner = أنت المسؤول عن هذه الحالة.
ground-team = فريقك مسؤول عن هذه الحالة.
ground-supervisor = أنت تشرف على الفريق المسؤول.
ground-deputy = أنت تنوب عن المسؤول.
ground-referral = تلقيتَ إحالة بشأن هذا الشخص.
ground-place = تعمل في المكان الذي يتبع له هذا السجل.
ground-flight = تعمل على هذه الرحلة.
ground-task = لديك مهمة بشأن هذا الشخص.
ground-emergency = فتحتَه في حالة طارئة.
ground-until = حتى { $until }
print-do = طباعة
print-why = لماذا يُطبع
