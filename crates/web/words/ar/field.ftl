# الاستمارات: ما يحيط بالأسئلة. أما الأسئلة نفسها فتأتي من البروتوكول.
field-needed = مطلوب
field-choose = اختر
field-not-known = غير معروف
field-region = المنطقة
field-day = اليوم
field-month = الشهر
field-year = السنة
field-spread = ± سنوات، إن كان تقريبيًا
field-either = أحد هذين اليومين. أزل العلامة واكتب التاريخ متى عُرف.
field-whole-region = { $region }، الناحية غير معروفة
field-date-hint = اترك اليوم، أو اليوم والشهر، فارغًا إن لم يكن معروفًا.
field-remove = إزالة
field-remove-what = إزالة { $what }
field-cancel = رجوع دون حفظ
field-problems = { $count ->
    [one] أمر واحد يحتاج إلى تصحيح
    [two] أمران يحتاجان إلى تصحيح
    [few] { $count } أمور تحتاج إلى تصحيح
   *[other] { $count } أمرًا يحتاج إلى تصحيح
  }
field-draft-saved = حُفظت المسودة
field-draft-unsaved = لم تُحفظ المسودة. سجّل الدخول من جديد في علامة تبويب أخرى، وسيبقى نصك هنا.
field-draft-offline = لا يوجد اتصال. يبقى نصك هنا، وستُحفظ المسودة لاحقًا.

script-latin = بالحروف اللاتينية
script-cyrillic = بالحروف السيريلية
script-arabic = بالحروف العربية
script-other = بحروف أخرى
name-given = الاسم
name-father = اسم الأب
name-family = اسم العائلة
name-full = الاسم كاملًا كما كُتب
name-kunya = الكنية أو اللقب
name-earlier = اسم سابق

conflict-title = حفظ شخص آخر هذه الاستمارة أثناء كتابتك
conflict-what = حيث غيّرتما الإجابة نفسها، اختر أيّهما تبقى. أما الباقي فقد جُمع.
conflict-mine = ما كتبته أنت
conflict-theirs = حفظه { $who }، { $when }
compare-agree = متطابق
compare-near = قد يكون نفسه
compare-differ = مختلف
compare-open = غير معروف في أحدهما
field-add-what = إضافة: { $what }
form-from-draft = هذه مسودتك، ولم تُحفظ بعد.
answer-acknowledged = مؤكَّد
field-closed = هذه الإجابة حساسة وتبقى مغلقة. يُسجَّل فتحها.
field-open = فتح الإجابة
field-open-what = فتح الإجابة: { $what }
field-again = تحديث الأسئلة
field-again-why = تتوقف بعض الأسئلة على إجاباتك. حدّثها قبل الحفظ.
