# العمليات والوصول والمكررات والسجل والقواعد السارية والعرض التجريبي.

operation-title = العمليات
operation-empty = ستظهر هنا العمليات ورحلاتها.
operation-new-do = فتح عملية
operation-name = اسم العملية
flight-title = الرحلة
flight-new-do = فتح رحلة
flight-code = رمز الرحلة
flight-date = يوم الرحلة
flight-from = من
flight-to = إلى
flight-empty = افتح رحلة ثم أدخل قائمة الأشخاص.
flight-people = الأشخاص على هذه الرحلة
flight-expected = { $count ->
    [one] يُنتظر شخص واحد
    [two] يُنتظر شخصان
    [few] يُنتظر { $count } أشخاص
   *[other] يُنتظر { $count } شخصًا
  }
flight-arrived = وصل { $done } من { $all }
arrive-title = الوصول
arrive-what = اكتب رمزًا أو امسحه، أو علّم على الأسماء أدناه.
arrive-code = الرمز
arrive-do = تسجيل الوصول
arrive-several-do = تسجيل وصول المحددين
arrive-done = سُجّل وصول { $name }.
arrive-all = وصل الجميع.
arrive-from-roster = إدخال الوصول من القائمة المطبوعة
roster-title = قائمة الرموز
roster-print-do = طباعة القائمة
slips-print-do = طباعة بطاقات الرموز
dup-title = هل هذا شخص واحد؟
dup-empty = ستظهر هنا السجلات التي قد تعود إلى شخص واحد.
dup-for-and-against = ما يؤيد وما يعارض
dup-compare = السجلان جنبًا إلى جنب
dup-same = شخص واحد
dup-two = شخصان
dup-kin = أقارب
dup-later = غير مؤكد بعد
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
protocol-records = أنواع السجلات
protocol-stages = المراحل
protocol-forms = الاستمارات
protocol-pathway = المهام ومواعيدها
protocol-roles = الأدوار وما تراه
protocol-sharing = أغراض مشاركة المعلومات
protocol-retention = مدد الحفظ
protocol-places = الأماكن
protocol-compartments = أقسام السرية
access-write = يكتب
access-read = يقرأ
access-status = فقط هل الخدمة قائمة
access-nothing = لا شيء
demo-title = طفل واحد عبر كل الأبواب
demo-what = Homeward سجل واحد وخطة واحدة وبروتوكول واحد لكل طفل يعود من نزاع مسلح. ويرى كل من يساعد ما يحتاج إليه لا أكثر.
demo-invented = كل من هنا من نسج الخيال. وما تغيّره يزول بانتهاء العرض.
demo-pick = اختر عمل من تود تجربته
demo-try = ماذا تجرب
