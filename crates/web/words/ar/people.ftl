# Leave, deputies, handing on, a team's end, reminders, the calendar.

leave-title = الغياب والإنابة
leave-what = في أثناء غيابك يستطيع زميل له الدور نفسه في الفريق نفسه أن يفعل ما تفعله. تبدأ الإنابة وتنتهي من تلقاء نفسها. هل تغيب أكثر من شهرين؟ عندئذٍ يسلّم مشرفك عملك إلى غيرك.
leave-new = تسجيل غياب
leave-time = من { $from } إلى { $until }
leave-deputy = ينوب: { $who }.
leave-deputy-cannot = لا يستطيع { $who } أن ينوب طوال هذه المدة
leave-nobody = لا أحد ينوب
leave-none = لم تسجّل أي غياب.
leave-take-back-do = إلغاء الغياب
leave-end-do = إنهاء الغياب الآن
leave-deputy-hint = يمكنك ترك الاختيار فارغًا، وعندئذٍ يرى المشرف أن لا أحد ينوب.
leave-set-do = حفظ الغياب
said-leave-set = حُفظ الغياب.
said-leave-ended = انتهى الغياب وانتهت معه الإنابة.
team-away = غائبون الآن أو قريبًا
day-instead = نيابةً عن { $who }
remind-title = ما ينتظرك
remind-late = { $count ->
    [one] مهمة واحدة متأخرة
    [two] مهمتان متأخرتان
    [few] { $count } مهام متأخرة
   *[other] { $count } مهمة متأخرة
  }
remind-tomorrow = { $count ->
    [one] مهمة واحدة موعدها غدًا
    [two] مهمتان موعدهما غدًا
    [few] { $count } مهام موعدها غدًا
   *[other] { $count } مهمة موعدها غدًا
  }
remind-meetings = { $count ->
    [one] اجتماع واحد قادم
    [two] اجتماعان قادمان
    [few] { $count } اجتماعات قادمة
   *[other] { $count } اجتماعًا قادمًا
  }
remind-approvals = { $count ->
    [one] خطة أو إغلاق واحد ينتظر جوابك
    [two] خطتان أو إغلاقان ينتظران جوابك
    [few] { $count } خطط أو إغلاقات تنتظر جوابك
   *[other] { $count } خطة أو إغلاقًا تنتظر جوابك
  }
remind-away = { $count ->
    [one] غياب واحد بلا نائب
    [two] غيابان بلا نائب
    [few] { $count } غيابات بلا نائب
   *[other] { $count } غيابًا بلا نائب
  }
remind-left = { $count ->
    [one] حالة واحدة لمن غادر تنتظر التسليم
    [two] حالتان لمن غادر تنتظران التسليم
    [few] { $count } حالات لمن غادر تنتظر التسليم
   *[other] { $count } حالة لمن غادر تنتظر التسليم
  }
caseload-title = تسليم الحالات
caseload-count = { $count ->
    [one] سجل مفتوح واحد
    [two] سجلان مفتوحان
    [few] { $count } سجلات مفتوحة
   *[other] { $count } سجلًا مفتوحًا
  }
caseload-empty = سُلّم كل شيء، ولا شيء ينتظر هنا.
caseload-who = عمّن
caseload-own-word = الكتابة عن هذه وحدها
caseload-tasks = { $count ->
    [one] مهمة واحدة
    [two] مهمتان
    [few] { $count } مهام
   *[other] { $count } مهمة
  }
caseload-elsewhere = مهام في سجلات الآخرين
caseload-elsewhere-what = غيره مسؤول عن هذه السجلات، وتُسلَّم المهمة وحدها.
caseload-give = التسليم
caseload-to = إلى من
caseload-to-choose = اختر إلى من.
caseload-word = ما ينبغي أن يعرفه من يتسلّم عن هذه الأسابيع
caseload-word-hint = ترافق كل سجل محدّد لا كلمة خاصة به، ويستطيع فريقك قراءتها.
caseload-limit = التسليم ولو فوق الحد
caseload-give-do = تسليم المحدّد
caseload-give-all-do = تسليم الكل
caseload-room = { $count } من { $limit } حالة · المتسع: { $room }
caseload-carries = { $count ->
    [one] حالة واحدة
    [two] حالتان
    [few] { $count } حالات
   *[other] { $count } حالة
  }
caseload-progress = سير التسليم
caseload-given = { $count ->
    [one] سُلّم واحد.
    [two] سُلّم اثنان.
    [few] سُلّمت { $count }.
   *[other] سُلّم { $count }.
  }
caseload-not-theirs = { $count ->
    [one] واحد يحتاج إلى شخص آخر. اختر غيره له.
    [two] اثنان يحتاجان إلى شخص آخر. اختر غيره لهما.
    [few] { $count } تحتاج إلى شخص آخر. اختر غيره لها.
   *[other] { $count } تحتاج إلى شخص آخر. اختر غيره لها.
  }
caseload-gone = { $count ->
    [one] واحد سُلّم في هذه الأثناء وبقي مكانه.
    [two] اثنان سُلّما في هذه الأثناء وبقيا مكانهما.
    [few] { $count } سُلّمت في هذه الأثناء وبقيت مكانها.
   *[other] { $count } سُلّمت في هذه الأثناء وبقيت مكانها.
  }
caseload-go-on-do = { $count ->
    [one] متابعة واحد آخر
    [two] متابعة اثنين آخرين
    [few] متابعة { $count } أخرى
   *[other] متابعة { $count } أخرى
  }
caseload-back-do = العودة إلى الحالات
said-handed-on = تم التسليم.
teams-closed = مغلق
close-team-title = إغلاق الفريق
close-team-what = يُغلق الفريق حين لا يبقى لديه شيء. وما بقي يُسلَّم خطوة خطوة:
close-team-ready = لم يعد الفريق مسؤولًا عن شيء ولا عن أحد. بعد الإغلاق يخرج من الدليل ومن كل اختيار، ويبقى ما أنجزه.
close-team-do = إغلاق الفريق نهائيًا
close-team-records = السجلات المفتوحة
close-team-records-how = يسلّمها المشرف من صفحة «الفريق»، أو ينقلها إلى منطقة أخرى.
close-team-referrals = الإحالات الواردة
close-team-waiting = { $count ->
    [zero] لا طلبات مساعدة تعود إلى مرسليها.
    [one] طلب المساعدة لشخص واحد يعود إلى مرسله.
    [two] طلبا المساعدة لشخصين يعودان إلى من أرسلهما.
    [few] طلبات المساعدة لـ{ $count } أشخاص تعود إلى مرسليها.
    [many] طلبات المساعدة لـ{ $count } شخصًا تعود إلى مرسليها.
   *[other] طلبات المساعدة لـ{ $count } شخص تعود إلى مرسليها.
}
close-team-referrals-how = يحدث ذلك تلقائيًا عند إغلاق الفريق: مع عبارة «الفريق يُغلق» وخدمات أخرى للغرض نفسه. ومن يستطيع إنهاء إحالة فلينهها قبل ذلك. وما أرسله الفريق ينتقل مع سجلاته.
close-team-elsewhere = الرحلات
close-team-elsewhere-count = { $count ->
    [zero] لا رحلات يستقبلها الفريق.
    [one] ما زال الفريق يستقبل رحلة واحدة. اختر لها فريقًا آخر أولًا.
    [two] ما زال الفريق يستقبل رحلتين. اختر لهما فريقًا آخر أولًا.
    [few] ما زال الفريق يستقبل { $count } رحلات. اختر لها فريقًا آخر أولًا.
    [many] ما زال الفريق يستقبل { $count } رحلة. اختر لها فريقًا آخر أولًا.
   *[other] ما زال الفريق يستقبل { $count } رحلة. اختر لها فريقًا آخر أولًا.
}
close-team-tasks = مهام في قائمة الانتظار
close-team-tasks-open = { $count ->
    [one] مهمة واحدة تنتظر الفريق.
    [two] مهمتان تنتظران الفريق.
    [few] { $count } مهام تنتظر الفريق.
   *[other] { $count } مهمة تنتظر الفريق.
  }
close-team-tasks-how = تنتقل مع سجلها أو إحالتها، أو تُنجز.
close-team-people = أعضاء الفريق
close-team-people-how = امنح كلًّا منهم دورًا في فريق آخر وأنهِ دوره هنا، أو أغلق حسابه.
close-team-service = تخرج خدمة الفريق من الدليل معه، ويستطيع فريق آخر أن يتولاها بعد ذلك.
said-team-closed = أُغلق الفريق.
reminders-title = تذكير بالبريد الإلكتروني
reminders-what = رسالة واحدة في اليوم على الأكثر، صباحًا، وفقط حين يحلّ موعد شيء. لإيقافها احذف العنوان.
reminders-to = إلى { $address }
reminders-off = لا تصلك أي رسالة.
reminders-example = الرسالة كلها: «لديك 3 مهام حان موعدها. سجّل الدخول.»
reminders-nothing-else = لا اسم ولا رمز ولا مكان ولا شيء عن أحد. ويُحفظ عنوانك مختومًا.
reminders-email = عنوان البريد الإلكتروني
reminders-email-hint = فارغ: لا تذكير.
reminders-save-do = حفظ العنوان
said-reminders-on = حُفظ العنوان.
said-reminders-off = لن تصلك رسائل تذكير بعد الآن.
calendar-title = في تقويمك
calendar-what = يستطيع تقويمك أن يبيّن عدد المهام في كل يوم وموعد الاجتماع، دون اسم ولا رمز ولا مكان.
calendar-on = التقويم موصول.
calendar-off = لا تقويم موصول.
calendar-make-do = إنشاء رابط سري
calendar-renew-do = إنشاء رابط آخر
calendar-renew-what = عُرض الرابط مرة واحدة، ورابط جديد يبطله.
calendar-end-do = إنهاء الرابط
calendar-link = رابط تقويمك
calendar-once = يُعرض هذا الرابط الآن فقط.
calendar-secret = من يملكه يرى عدد مهامك ومواعيد اجتماعاتك. لا تعطه أحدًا، وإن تسرّب فأنشئ غيره.
calendar-how = كيف تضيفه
calendar-how-add = في تقويمك اختر «الاشتراك» أو «الإضافة بالعنوان» وضع الرابط. يعمل سنة واحدة.
calendar-tasks = { $count ->
    [one] Homeward: مهمة واحدة
    [two] Homeward: مهمتان
    [few] Homeward: { $count } مهام
   *[other] Homeward: { $count } مهمة
  }
calendar-meeting = Homeward: اجتماع
said-calendar-made = سبق عرض الرابط. إن لم تحفظه فأنشئ غيره.
said-calendar-ended = بطل الرابط، ولم يعد أي تقويم موصولًا.
letter-due = { $count ->
    [one] لديك مهمة واحدة حان موعدها.
    [two] لديك مهمتان حان موعدهما.
    [few] لديك { $count } مهام حان موعدها.
   *[other] لديك { $count } مهمة حان موعدها.
  }
letter-sign-in = سجّل الدخول: { $address }
letter-why = وصلتك هذه الرسالة لأن عنوانك مسجّل في حسابك، ويمكنك حذفه هناك.
remind-supervision = { $count ->
    [one] حان موعد جلسة الإشراف مع زميل واحد
    [two] حان موعد جلسة الإشراف مع زميلين
    [few] حان موعد جلسات الإشراف مع { $count } زملاء
   *[other] حان موعد جلسات الإشراف مع { $count } زميلًا
  }
caseload-supervision = يُكتب الحديث في سجل الحالة التي دار حولها، ويقرؤه المسؤول عن ذلك السجل.
caseload-supervision-which = حول أي سجل تحدثتم؟
propose-title = من يخلفك
propose-what = اقترح من يتولى كل سجل من سجلاتك. لا ينتقل شيء بذلك، فالقرار للمشرف.
propose-empty = لا سجلات مفتوحة في عهدتك.
propose-nobody = لا زميل في فرقك يتولى مثل هذه السجلات. تحدث مع مشرفك.
propose-all = لكل ما ليس له أحد بعد
propose-all-hint = ما اخترته أعلاه يبقى كما هو.
propose-do = اقتراح
propose-to = من يخلف
propose-none = لا أحد بعد
said-handover-proposed = حُفظت الاقتراحات، ويراها مشرفك.
caseload-proposed = { $who }: { $count ->
    [zero] لا سجلات
    [one] سجل واحد
    [two] سجلان
    [few] { $count } سجلات
    [many] { $count } سجلًا
   *[other] { $count } سجل
}
caseload-proposed-by = اقترح { $who } من يخلفه.
caseload-proposed-what = وُضعت العلامات أدناه: سلّمها أو غيّرها.
caseload-proposed-do = تحديد هذه
caseload-proposed-ticked = محدد
caseload-proposed-one = مقترح: { $who }
