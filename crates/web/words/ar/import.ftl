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
