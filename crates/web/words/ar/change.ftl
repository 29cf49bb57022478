# إصلاح الأخطاء وما يتغيّر في الحياة.

change-anew-do = شطب وكتابة من جديد
change-restore-do = التراجع عن الشطب
change-restore-what = يُحتسب القيد من جديد، ويعود معه ما ذهب بالشطب.
change-undo-what = ليس كما أردت؟
change-undo-do = تراجع
change-undo-other = إصلاحه بطريقة أخرى

change-elsewhere-link = هذا يخص شخصًا آخر
change-elsewhere-title = نقله إلى الملف الصحيح
change-elsewhere-what = ينتقل إلى الملف الآخر مع اسم كاتبه ووقته، ويُمحى هنا، ولا يبقى ما يدل على وجهته.
change-elsewhere-code = رمز الملف الصحيح
change-elsewhere-look = انظر لمن هو
change-elsewhere-to = ينتقل إلى:
change-elsewhere-then = هل هذا هو الشخص الصحيح؟ ما كُتب هنا خطأً لن يُقرأ هنا بعد ذلك.
change-elsewhere-do = انقله إلى هناك

event-restored = جرى التراجع عن شطب
event-brought-here = نُقل من ملف آخر؛ كتبه { $what }
event-elsewhere = أُزيل قيد لم يكن مكانه هنا

struck-undone = جرى التراجع عنه فورًا
struck-elsewhere = كُتب في ملف آخر خطأً
struck-carried = ذهب مع القيد الذي سبّبه

again-title = قرارات تُراجع من جديد
again-what = ما تقرر لعمر آخر، يُنظر في كل منه مرة.
again-since = قد يكون بلغ { $age } منذ { $day }، ومن ذلك اليوم يقرر بنفسه.
again-from = قد يبلغ { $age } من { $day }، ومن ذلك اليوم يقرر بنفسه.
again-consents = ما يُسأل عنه من جديد
again-consents-none = لا شيء مما وافق عليه غيره ينتظر.
again-of-age = وافق: { $who }. القرار الآن لصاحبه، فاسأله.
again-other-age = وافق: { $who }. وفي العمر المعروف الآن يكون القرار بطريقة أخرى.
again-services = خدمات مستمرة
again-services-none = لا خدمة مفتوحة.
again-services-how = تحدّث عن كل منها: تستمر بموافقة جديدة، وتنتهي بدونها.
again-end = إنهاء هذه الخدمة
again-end-do = إنهاؤها
again-guardianship = الوصاية
again-guardianship-what = تنتهي ببلوغ الثامنة عشرة. دوّن من سيكون إلى جانبه بعد ذلك.
again-guardianship-do = تدوين
again-wish-do = السؤال والتدوين

death-said = تاريخ الوفاة: { $day }. انتهت المهام والتذكيرات، ولم تُرسل رسالة إلى أحد.

same-person-title = الشخص نفسه
same-person-what = تبيّن لأمين السجل أن هذه السجلات لشخص واحد. ولكل منها تاريخه.
same-person-undo = النظر في الاثنين أو التراجع

child-correct-title = إصلاح قيد
consent-ask-again = يُسأل من جديد
said-undone = جرى التراجع.
said-restored = القيد محتسب من جديد.
said-filed-elsewhere = نُقل إلى الملف الآخر.
trigger-age = قبل عيد الميلاد: { $age }
refused-target-unknown = لا ملف بهذا الرمز يمكنك الكتابة فيه.
refused-target-answered = في ذلك الملف جواب آخر هنا. انظر فيه واكتب هناك بنفسك.
refused-not-struck = هذا القيد غير مشطوب.
refused-no-longer-undone = لم يعد التراجع بنقرة ممكنًا. اشطب القيد واذكر السبب.
refused-person-died = توفي الشخص، ولا يُشارك شيء بعد ذلك.
reason-closed = أُغلق الملف.
reason-other-age = هذا لعمر آخر.
reason-team-closes = الفريق الذي طُلبت منه المساعدة يُغلق.
reason-consent-given = وافق الشخص بعد ذلك.
reason-consent-refused = رفض الشخص هذه الجهة.
reason-consent-withdrawn = سُحبت الموافقة.
reason-sought-no-more = تبيّن أن طلب القريب يخص شخصًا آخر.
