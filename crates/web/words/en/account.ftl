# Signing in and the own account.
sign-in-title = Sign in
sign-in-name = User name
sign-in-password = Password
sign-in-do = Sign in
sign-in-second = One more step
sign-in-second-what = Type the six digits your authenticator shows, or one of your recovery codes.
sign-in-code = Code
