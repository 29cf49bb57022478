# إطار كل صفحة، وكلمات مشتركة بين صفحات كثيرة.
frame-name = Homeward
frame-skip = الانتقال إلى المحتوى
frame-places = الأقسام
frame-more = المزيد
frame-search = الاسم أو الرمز
frame-search-label = البحث بالاسم أو الرمز
frame-leave = خروج سريع
frame-leave-how = ينقلك إلى صفحة محايدة ويسجّل خروجك. والضغط على مفتاح Escape مرتين يفعل الشيء نفسه.
frame-account = حسابك واللغة والمظهر
frame-settings = اللغة والمظهر
frame-my-account = حسابي
frame-language = اللغة
frame-theme = المظهر
theme-auto = مثل الجهاز
theme-light = فاتح
theme-dark = داكن
frame-sign-out = تسجيل الخروج
frame-demo = عرض تجريبي: الأشخاص هنا متخيَّلون.
frame-demo-word = عرض تجريبي
frame-demo-roles = تجربة دور آخر
frame-why = لماذا أرى هذا؟
frame-nothing-yet = لم يُسجَّل بعد
frame-erased = حُذف في { $date } بموجب القاعدة «{ $rule }»
frame-pages = صفحات هذه القائمة
frame-back = السابق
frame-on = التالي
frame-steps = الخطوات
frame-done-of = أُنجز { $done } من { $all }
frame-as-table = على شكل جدول
frame-date = التاريخ
frame-what = البيان
frame-code = الرمز

urgency-urgent = عاجل
urgency-soon = قريبًا
urgency-routine = اعتيادي

sector-social = العمل الاجتماعي
sector-health = الصحة
sector-psychosocial = الدعم النفسي الاجتماعي
sector-education = التعليم
sector-legal = المساعدة القانونية
sector-community = المجتمع المحلي

due-late = متأخر
due-today = اليوم
due-week = هذا الأسبوع
due-later = لاحقًا
due-waiting = بانتظار آخرين
due-done = أُنجز

stage-done = (اكتمل)
stage-now = (الآن)
stage-later = (لاحقًا)
stage-of = الخطوة { $at } من { $all }

note-closed = هذه الملاحظة موسومة بأنها حساسة وتبقى مغلقة.
note-open = فتح الملاحظة

print-by = طبعها { $who }، { $when }
print-tick = وصل
