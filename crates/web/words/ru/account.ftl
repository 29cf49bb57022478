# Вход и своя учётная запись.
sign-in-title = Вход
sign-in-name = Имя пользователя
sign-in-password = Пароль
sign-in-do = Войти
sign-in-second = Ещё один шаг
sign-in-second-what = Введите шесть цифр из приложения-аутентификатора или один из кодов восстановления.
sign-in-code = Код
