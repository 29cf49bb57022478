# إدخال قائمة أشخاص.
import-columns = أعمدة الملف ومعانيها
import-heading = العمود
import-samples = مثلًا
import-meaning = المعنى
import-leave-out = استبعاد
import-preview = الصفوف كما ستُحفظ
import-row = الصف
import-state = الحالة
import-read-as = في الملف:

import-title = إدخال قائمة أشخاص
import-do = إدخال قائمة
import-step-file = الملف
import-step-columns = الأعمدة
import-step-people = الأشخاص
import-step-done = تم
import-file = قائمة الأشخاص
import-file-hint = مصنف Excel (.xlsx) أو ملف CSV، لا يزيد على { $most } ميغابايت.
import-read-do = قراءة الملف
import-detected = استُنتج من الملف. غيّر ما ليس صحيحًا.
import-encoding = ترميز النص
import-delimiter = الفاصل بين الأعمدة
delimiter-comma = فاصلة
delimiter-semicolon = فاصلة منقوطة
delimiter-tab = علامة جدولة
delimiter-pipe = خط عمودي
import-header-row = صف العناوين
import-sheet = الورقة
import-show-people-do = عرض الأشخاص
import-look-again-do = إعادة القراءة بهذه الأعمدة
import-need-you = { $count ->
    [one] صف واحد يحتاج إليك
    [two] صفان يحتاجان إليك
    [few] { $count } صفوف تحتاج إليك
   *[other] { $count } صفًا يحتاج إليك
  }
import-ready = { $count ->
    [one] شخص واحد جاهز
    [two] شخصان جاهزان
    [few] { $count } أشخاص جاهزون
   *[other] { $count } شخصًا جاهزون
  }
import-families = { $count ->
    [one] أسرة واحدة
    [two] أسرتان
    [few] { $count } أسر
   *[other] { $count } أسرة
  }
import-already = { $count ->
    [one] واحد موجود من قبل
    [two] اثنان موجودان من قبل
    [few] { $count } موجودون من قبل
   *[other] { $count } موجودون من قبل
  }
import-all-rows = كل الصفوف
import-mend-do = حفظ التصحيحات
import-mend-cell = اكتبها هكذا
import-store-do = { $count ->
    [one] حفظ شخص واحد
    [two] حفظ شخصين
    [few] حفظ { $count } أشخاص
   *[other] حفظ { $count } شخصًا
  }
import-all-or-nothing = تُحفظ كل الصفوف معًا أو لا يُحفظ أي منها.
import-blocked = صحّح الخلايا المعلَّمة أولًا، فلا يُحفظ شيء قبل ذلك.
import-rejected-do = تنزيل هذه الأسطر مع الأسباب
import-rejected-reason = ما يجب تصحيحه
import-rejected-row = السطر في القائمة
import-stored = { $count ->
    [one] حُفظ شخص واحد
    [two] حُفظ شخصان
    [few] حُفظ { $count } أشخاص
   *[other] حُفظ { $count } شخصًا
  }
import-nothing-new = كل من في هذه القائمة موجود من قبل. لم يُضف شيء.
import-state-ready = جديد
import-state-here = موجود من قبل
import-state-needs = يحتاج إليك
meaning-line = الرقم في القائمة
meaning-family = رقم الأسرة
meaning-family-name = اسم العائلة
meaning-given-name = الاسم
meaning-patronymic = اسم الأب
meaning-full-name = الاسم الكامل
meaning-birth = تاريخ الميلاد
meaning-birth-or-age = تاريخ الميلاد أو العمر
meaning-sex = الجنس
meaning-document = رقم الوثيقة
meaning-birthplace = مكان الميلاد
meaning-region = المنطقة
meaning-mother = الأم
meaning-father = الأب
meaning-note = ملاحظة
meaning-case-id = رقم الملف
meaning-location = مكان وجود الشخص
meaning-tent = الخيمة
meaning-seeker = من يبحث عن الشخص
meaning-kinship = صلة الباحث بالشخص
meaning-telephone = هاتف الباحث
meaning-ignore = استبعاد
problem-date-does-not-exist = لا وجود لتاريخ { $read }.
mend-date-does-not-exist = صحّح اليوم، أو اكتب السنة وحدها إن لم يُعرف اليوم.
problem-date-two-digit-year = قد تقع سنة { $read } في قرنين.
mend-date-two-digit-year = اكتب السنة بأربعة أرقام: { $readings }.
problem-date-two-digit-year-read = قُرئ { $read } على أنه { $value }.
mend-date-two-digit-year-read = صحّحه إن كان القرن خطأ.
problem-date-not-read = «{ $read }» ليس تاريخًا.
mend-date-not-read = اكتب اليوم.الشهر.السنة، أو السنة وحدها، أو عمرًا مثل «نحو 5 سنوات»؛ واتركه فارغًا إن لم يُعرف شيء.
problem-date-in-future = { $read } بعد { $day }.
mend-date-in-future = صحّح التاريخ.
problem-date-too-old = { $read } قبل أكثر من 110 سنوات.
mend-date-too-old = صحّح السنة.
problem-date-ambiguous = قد يكون { $read } أحد هذه: { $readings }.
mend-date-ambiguous = حُفظت القراءتان؛ واكتب الشهر بالحروف للحسم.
problem-date-part-unknown = يُحفظ { $read } على أنه { $value }.
mend-date-part-unknown = صحّحه متى عُرف اليوم.
problem-date-about = يُحفظ { $read } على أنه { $value }؛ وتُحسب الأعمار من { $day }.
mend-date-about = صحّحه متى عُرف التاريخ.
problem-date-from-serial = قُرئ رقم اليوم { $read } على أنه { $value }.
mend-date-from-serial = صحّحه إن لم يكن هذا هو التاريخ.
problem-date-unknown = يُحفظ «{ $read }» دون تاريخ.
mend-date-unknown = اكتب تاريخًا أو عمرًا متى عُرف.
problem-date-missing = لا تاريخ ميلاد.
mend-date-missing = اكتب تاريخًا أو سنة أو عمرًا إن عُرف.
problem-name-missing = لا يذكر الصف أحدًا.
mend-name-missing = اكتب اسمًا أو أزل الصف.
problem-given-name-missing = لا يوجد اسم أول.
mend-given-name-missing = اكتبه إن عُرف.
problem-names-swapped = يبدو «{ $other }» اسم العائلة و«{ $read }» الاسم الأول.
mend-names-swapped = بدّل الخليتين إن كان كذلك؛ وهما محفوظتان كما قُرئتا.
problem-whole-name-in-one-cell = في الخلية الاسم كاملًا؛ وقُرئ هكذا: { $parts }.
mend-whole-name-in-one-cell = صحّح الخلايا إن كان جزء منها خطأ.
problem-homoglyphs = في «{ $read }» حروف متشابهة من أبجدية أخرى.
mend-homoglyphs = يُحفظ الاسم كما قُرئ ويُقارن على أنه «{ $normal }»؛ واكتبه من جديد لإصلاحه.
problem-mixed-script = في «{ $read }» كلمة تخلط بين أبجديات.
mend-mixed-script = اكتب الكلمة بأبجدية واحدة.
problem-bidi-controls = في النص علامات خفية تغيّر ترتيبه.
mend-bidi-controls = يُحفظ كما قُرئ ويُقارن بدونها؛ واكتبه من جديد لإصلاحه.
problem-invisible-characters = في النص محارف خفية.
mend-invisible-characters = يُحفظ كما قُرئ ويُقارن بدونها؛ واكتبه من جديد لإصلاحه.
problem-tatweel = الكلمة ممدودة بالتطويل.
mend-tatweel = تُحفظ كما قُرئت وتُقارن بدونه.
problem-no-break-spaces = في النص مسافات غير قابلة للفصل.
mend-no-break-spaces = يُحفظ كما قُرئ ويُقارن بمسافات عادية.
problem-lost-letters = فُقدت حروف في «{ $read }» عند حفظ القائمة.
mend-lost-letters = اطلب القائمة بصيغة ‎.xlsx أو بترميز UTF-8، أو اكتب الحروف مكان علامات الاستفهام.
problem-doubtful = بعد «{ $read }» علامة استفهام.
mend-doubtful = أزلها أو ضع الحرف المفقود مكانها.
problem-formula-like = تبدو الخلية صيغة حسابية.
mend-formula-like = تُحفظ نصًّا ولا تُحسب أبدًا.
problem-cell-cut = كان في الخلية { $length } محرفًا وقُصّت بعد { $kept }.
mend-cell-cut = اختصر النص أو احفظ الباقي في وثيقة.
problem-sex-missing = لم يُكتب الجنس.
mend-sex-missing = اكتبه إن عُرف.
problem-sex-not-read = «{ $read }» ليس ذكرًا ولا أنثى.
mend-sex-not-read = اكتب «ذكر» أو «أنثى»، أو اتركه فارغًا إن لم يُعرف.
problem-sex-against-patronymic = لا يتفق «{ $read }» مع اسم الأب «{ $other }».
mend-sex-against-patronymic = صحّح الجنس أو اسم الأب؛ وكلاهما محفوظ كما قُرئ.
problem-sex-against-surname = لا يتفق «{ $read }» مع نهاية اسم العائلة «{ $other }».
mend-sex-against-surname = صحّح أحدهما إن كان خطأ؛ وكلاهما محفوظ كما قُرئ.
problem-document-check-digit = رقم التحقق في { $read } خطأ.
mend-document-check-digit = قارنه بالوثيقة.
problem-document-not-known = «{ $read }» ليس رقمًا من نوع معروف.
mend-document-not-known = يُحفظ كما قُرئ؛ قارنه بالوثيقة.
problem-document-twice = { $read } موجود أيضًا في الصف { $row }.
mend-document-twice = قارن كليهما بالوثائق.
problem-region-not-known = «{ $read }» ليست منطقة من القائمة.
mend-region-not-known = اختر المنطقة؛ والنص محفوظ.
problem-family-missing = لا رقم أسرة.
mend-family-missing = يُحفظ الشخص منفردًا؛ واكتب الرقم إن وُجد.
problem-duplicate-row = يكرر الصف ما في الصف { $row }.
mend-duplicate-row = يُحسب مرة واحدة؛ ولا حاجة إلى فعل شيء.
problem-line-number-twice = الرقم { $read } هو أيضًا رقم الصف { $row }.
mend-line-number-twice = يُحفظ كلاهما؛ وأزل أحدهما إن كان الشخص نفسه.
problem-same-content = يقول الصف ما يقوله الصف { $row } برقم آخر.
mend-same-content = يُحفظ كلاهما؛ وأزل أحدهما إن كان الشخص نفسه.
problem-total-row = صف مجاميع.
mend-total-row = يُستبعد.
problem-total-differs = تذكر القائمة { $read } شخصًا، وقُرئ منهم { $count }.
mend-total-differs = ابحث عن صفوف ناقصة أو زائدة.
problem-section-row = صف عنوان لقسم.
mend-section-row = يُستبعد.
problem-header-again = تكرار للعناوين.
mend-header-again = يُستبعد.
problem-hidden-column = يخفي الملف هذا العمود.
mend-hidden-column = يُقرأ كغيره؛ واختر «استبعاد» إن لم يكن مطلوبًا.
problem-encoding-unsure = قُرئ النص بترميز { $read } دون يقين.
mend-encoding-unsure = اختر ترميزًا آخر إن بدت الأسماء خاطئة.
problem-date-ambiguous-nearby = قد يكون { $read } أحد هذه: { $readings }؛ وهو بحسب الصفوف المجاورة { $likely }.
mend-date-ambiguous-nearby = حُفظت القراءتان؛ فاختر الصحيحة.
problem-date-other-calendar = تبدو سنة { $read } هجرية، قمرية أو شمسية، ولا يُعرف منها أيّهما.
mend-date-other-calendar = حوّل التاريخ، أو اختر السنتين اللتين يقع فيهما.
problem-person-repeated = يبدو أن الصف يكرر الشخص المذكور في الصف { $row }.
mend-person-repeated = يُحسب مرة واحدة؛ وإن كان شخصًا آخر فاكتب رقمًا آخر أو صحّح خلية.
problem-several-in-row = يذكر الصف عدة أشخاص: { $people }.
mend-several-in-row = قُرئ كل منهم شخصًا؛ وصحّح الخلية إن كان شخصًا واحدًا.
problem-perhaps-several = قد يكون في «{ $read }» عدة أشخاص، وقُرئ شخصًا واحدًا.
mend-perhaps-several = إن كانوا عدة أشخاص فضع بينهم فاصلة منقوطة، أو اكتب كلًّا منهم في صف.
problem-dates-of-several = ليس في «{ $read }» تاريخ لكل شخص من الصف؛ فحُفظوا دون تاريخ.
mend-dates-of-several = اكتب تاريخًا لكل منهم، وبينها فاصلة منقوطة.
problem-seeker-missing = لم يُذكر من يبحث عن الشخص.
mend-seeker-missing = اكتب الاسم إن عُرف.
problem-hidden-rows = يخفي الملف صفوفًا: { $read }.
mend-hidden-rows = تُقرأ كغيرها؛ واحذفها من الملف إن لم تكن مطلوبة.
problem-other-sheet = تبدو الورقة «{ $read }» قائمة أيضًا ولم تُقرأ.
mend-other-sheet = اخترها واقرأها أيضًا إن كانت من هذه القائمة.
problem-correction-outside = التصحيح لخلية غير موجودة في القائمة.
mend-correction-outside = تراجع عن التصحيح.
file-file-too-large = الملف أكبر من { $limit } ميغابايت. أرسل القائمة وحدها دون صور، أو قسّمها إلى عدة ملفات.
file-too-many-rows = في الورقة أكثر من { $limit } صف. قسّم القائمة إلى عدة ملفات.
file-too-many-columns = في الصف { $row } أكثر من { $limit } عمود. احذف الأعمدة الزائدة، أو انسخ القائمة إلى مصنف جديد.
file-too-many-cells = في الملف أكثر من { $limit } خلية. احذف ما ليس من القائمة، أو انسخها إلى مصنف جديد.
file-too-many-sheets = في المصنف أكثر من { $limit } ورقة. انسخ ورقة القائمة إلى مصنف مستقل.
file-unpacks-too-large = يتجاوز المصنف عند فكّه { $limit } ميغابايت. انسخ القائمة إلى مصنف جديد وأرسله.
file-file-empty = الملف فارغ. اختر الملف من جديد.
file-wrong-type = الملف ليس جدولًا. احفظ القائمة مصنف Excel ‏(.xlsx) أو CSV وأرسله.
file-old-excel = الملف مصنف Excel قديم. احفظه بصيغة ‎.xlsx وأرسله.
file-workbook-encrypted = المصنف محمي بكلمة مرور. أزلها واحفظه وأرسله من جديد.
file-workbook-damaged = المصنف تالف. انسخ القائمة إلى مصنف جديد وأرسله.
file-wrong-encoding = النص ليس بترميز { $encoding }. اختر ترميزًا آخر، أو احفظ الملف CSV بترميز UTF-8 أو ‎.xlsx.
file-unknown-encoding = تعذّر التعرف على ترميز النص. احفظ الملف CSV بترميز UTF-8 أو ‎.xlsx.
file-spoilt-letters = فسدت الحروف عند حفظ الملف. اطلب القائمة من جديد بصيغة ‎.xlsx من مصدرها.
file-open-quote = في الصف { $row } علامة اقتباس لم تُغلق. أغلقها أو احفظ القائمة بصيغة ‎.xlsx.
file-no-header = لم يُعثر على صف يسمّي الأعمدة. أضفه أو اختر معنى كل عمود.
file-no-rows = لا صفوف تحت العناوين. أرسل القائمة بصفوفها.
file-no-names = لا عمود فيه أسماء. اختر عمود الأسماء.
file-mapping-does-not-fit = الأعمدة المختارة لا تناسب هذا الملف. اخترها من جديد.
file-file-unreadable = تعذّرت قراءة الملف. اختره من جديد.
file-other = لا يصلح الملف على حاله. احفظ القائمة بصيغة ‎.xlsx وأرسلها.
problem-other = هنا شيء غير معتاد.
mend-other = قارنه بالقائمة الأصلية.

# العمليات والرحلات والوصول وخطوات الإدخال.
operation-flights = الرحلات: { $operation }
operation-others = رحلات أخرى تعمل عليها
operation-new-how = جهد متفق عليه لإعادة أشخاص إلى وطنهم. وتُضاف رحلاته وقوائمه بعد ذلك.
operation-form-do = ملء البيانات
operation-back = العودة إلى العملية
flight-back = العودة إلى الرحلة
flight-stage = الحالة
flight-on-list = في القائمة
flight-arrived-short = وصلوا
flight-name = اسم الرحلة أو رقمها
flight-name-hint = كما يسميها العاملون، من دون أسماء أشخاص.
flight-date-hint = تُحسب الأعمار في القائمة من هذا اليوم.
flight-receives = الفريق الذي يستقبل القادمين
flight-receives-hint = من يُسجَّل وصوله ينتقل إلى رعايته.
flight-receives-needed = اختر الفريق الذي يستقبل القادمين.
flight-received-by-nobody = لم يُعيَّن أحد بعد
flight-form-do = ملء بيانات الرحلة
flight-journey = الرحلة إلى الوطن
flight-no-people = لا أحد في القائمة بعد. أدخل قائمة الأشخاص.
flight-not-aboard = { $count ->
    [one] شخص واحد لم يكن على متن الرحلة
    [two] شخصان لم يكونا على متن الرحلة
    [few] { $count } أشخاص لم يكونوا على متن الرحلة
   *[other] { $count } شخصًا لم يكونوا على متن الرحلة
  }
flight-gone-on = { $count ->
    [one] شخص واحد صار لدى من استقبله ولم يعد يظهر هنا
    [two] شخصان صارا لدى من استقبلهما ولم يعودا يظهران هنا
    [few] { $count } أشخاص صاروا لدى من استقبلهم ولم يعودوا يظهرون هنا
   *[other] { $count } شخصًا صاروا لدى من استقبلهم ولم يعودوا يظهرون هنا
  }
journey-listed = في القائمة
journey-boarded = على متن الرحلة
journey-arrived = وصل
journey-not-aboard = لم يكن على متن الرحلة
arrive-find = الرمز أو الاسم
arrive-find-do = بحث
arrive-none-found = لا يطابق أحد في قائمة هذه الرحلة. جرّب جزءًا آخر من الاسم أو الرمز.
arrive-all-do = عرض الجميع
arrive-here-do = هنا
arrive-not-aboard-do = ليس على متنها
arrive-not-aboard-done = لم يكن على متن الرحلة: { $name }
arrive-ticked = { $count ->
    [one] سُجّل واحد
    [two] سُجّل اثنان
    [few] سُجّل { $count }
   *[other] سُجّل { $count }
  }
arrive-for = { $what }: { $code }
arrive-others = من لا علامة عليهم
arrive-others-open = يبقون بلا جواب
arrive-others-not-aboard = لم يكونوا على متن الرحلة
arrive-from-roster-how = علّم على من عُلّم عليه في الورقة. يُحفظ الكل معًا.
roster-heading = من يُسجَّل وصولهم
roster-print-how = رموز وأسماء وخانات للتعليم، حيث لا توجد شبكة.
slips-print-how = بطاقة لكل شخص عليها الرمز فقط، وتفتحها كاميرا الهاتف.
roster-why-hint = مثلًا: لا شبكة في المطار. يظهر ذلك على الورقة وفي السجل.
print-part = أي جزء من القائمة
print-by-menu = اطبع هذه الصفحة من قائمة المتصفح.
encoding-utf-8 = يونيكود (UTF-8)
encoding-utf-16le = يونيكود (UTF-16 LE)
encoding-utf-16be = يونيكود (UTF-16 BE)
encoding-windows-1251 = سيريلية، Windows (1251)
encoding-windows-1256 = عربية، Windows (1256)
encoding-windows-1252 = غربية، Windows (1252)
encoding-windows-1254 = تركية، Windows (1254)
encoding-koi8-r = سيريلية، Unix (KOI8-R)
encoding-ibm866 = سيريلية، DOS (866)
import-waiting = قائمة أرسلتها تنتظر:
import-go-on-do = المتابعة بهذه القائمة
import-or = أو
import-birth = تاريخ الميلاد
import-sex = الجنس
import-female = أنثى
import-male = ذكر
import-family = الأسرة
import-mother = الأم
import-document = الوثيقة
import-region = المنطقة
import-other = وفي القائمة أيضًا
import-adult = بالغ
import-child = طفل
import-state-like = يشبه شخصًا موجودًا
import-like-left = تغيّر شيء في هذا الصف. يُستبعد ما لم يكن شخصًا آخر.
import-another-do = إنه شخص آخر
import-same-do = هو الشخص نفسه
import-take-back-do = كما في الملف
import-cell-of = { $column }، الصف { $row }
import-mother-row = الصف { $row }
import-tab-need = تحتاج إليك
import-tab-look = للاطلاع
import-shown = { $from }–{ $to } من { $all }
import-none-here = لم يبق هنا ما يُعمل.
import-children = { $count ->
    [one] طفل واحد
    [two] طفلان
    [few] { $count } أطفال
   *[other] { $count } طفلًا
  }
import-adults = { $count ->
    [one] بالغ واحد
    [two] بالغان
    [few] { $count } بالغين
   *[other] { $count } بالغًا
  }
import-like = { $count ->
    [one] واحد يشبه شخصًا موجودًا
    [two] اثنان يشبهان أشخاصًا موجودين
    [few] { $count } يشبهون أشخاصًا موجودين
   *[other] { $count } يشبهون أشخاصًا موجودين
  }
import-nothing-to-add = ليس في هذه القائمة من يُضاف.
import-left-out = { $count ->
    [one] صف واحد ليس شخصًا فيُستبعد
    [two] صفان ليسا شخصين فيُستبعدان
    [few] { $count } صفوف ليست أشخاصًا فتُستبعد
   *[other] { $count } صفًا ليست أشخاصًا فتُستبعد
  }
import-row-is = الصف { $row }: { $why }
left-out-title = فوق العناوين
left-out-header = العناوين مرة أخرى
left-out-section = عنوان قسم
left-out-total = مجموع
left-out-duplicate = يكرر صفًا سابقًا حرفيًا
mending-exchange = تبديل الاثنين
mending-empty = ترك الخانة فارغة
mending-another = هذا شخص آخر
import-changed-left = { $count ->
    [one] الصف { $rows } يشبه شخصًا موجودًا وقد تغيّر فيه شيء. استُبعد.
    [two] الصفان { $rows } يشبهان شخصين موجودين وقد تغيّر فيهما شيء. استُبعدا.
    [few] الصفوف { $rows } تشبه أشخاصًا موجودين وقد تغيّر فيها شيء. استُبعدت.
   *[other] الصفوف { $rows } تشبه أشخاصًا موجودين وقد تغيّر فيها شيء. استُبعدت.
  }
import-see-people-do = عرض أشخاص الرحلة
sent-too-large = هذا كبير جدًا
sent-too-large-how = أرسل أقل في المرة الواحدة أو ملفًا أصغر.
refused-files-busy = يرسل آخرون قوائم الآن. حاول مرة أخرى بعد دقيقة.
refused-gone-on = استقبل آخرون هذا الشخص. اطلب منهم التغيير.
refused-too-many-corrections = كُتبت خلايا كثيرة من جديد. صحّح الملف نفسه وأرسله ثانية.
