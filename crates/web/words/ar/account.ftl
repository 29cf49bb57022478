# تسجيل الدخول والحساب الشخصي.
sign-in-title = تسجيل الدخول
sign-in-name = اسم المستخدم
sign-in-password = كلمة المرور
sign-in-do = تسجيل الدخول
sign-in-second = خطوة أخرى
sign-in-second-what = اكتب الأرقام الستة التي يعرضها تطبيق المصادقة، أو أحد رموز الاسترداد.
sign-in-code = الرمز
