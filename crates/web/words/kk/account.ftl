# Кіру және өз тіркелгісі.
sign-in-title = Кіру
sign-in-name = Пайдаланушы аты
sign-in-password = Құпиясөз
sign-in-do = Кіру
sign-in-second = Тағы бір қадам
sign-in-second-what = Аутентификатор көрсеткен алты санды немесе қалпына келтіру кодтарының бірін енгізіңіз.
sign-in-code = Код
