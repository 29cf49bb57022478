# Адамдар тізімін жүктеу.
import-columns = Файл бағандары және олардың мағынасы
import-heading = Баған
import-samples = Мысалы
import-meaning = Мағынасы
import-leave-out = алмау
import-preview = Жолдар сақталатын түрінде
import-row = Жол
import-state = Күйі
import-read-as = файлда:
