/** The passwords of eight characters and more that lead the published lists of leaked ones, English and Spanish. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 0123456789 01234567 12341234 123123123 123321123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx
  1234qwer q1w2e3r4 qwer1234 qwerty12 qwerty123 qwerty1234 qwertyui qwertyuiop asdfghjk asdfghjkl zxcvbnm1 asdf1234
  zaq12wsx 87654321 987654321 9876543210 11111111 00000000 12121212 11223344 123454321 147258369 159753159 741852963
  password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pass1234 mypassword changeme
  changeme1 letmein1 letmein123 welcome1 welcome123 iloveyou iloveyou1 sunshine princess princess1 football football1
  baseball baseball1 superman superman1 batman123 starwars whatever trustno1 computer internet michelle jennifer
  samantha jonathan butterfly chocolate liverpool chelsea1 arsenal1 barcelona realmadrid valencia abcd1234 abc12345
  abcdefgh abcdefghi a1b2c3d4 aa123456 a1234567 admin123 admin1234 administrator master123 dragon123 monkey123
  shadow123 michael1 charlie1 jordan23 qazwsxedc 123qweasd qweasdzxc 1qazxsw2 test1234 testtest secret123 summer2024
  summer2025 summer2026 winter2024 winter2025 winter2026 contraseña contrasena contraseña1 contrasena1 teamomucho
  tequiero tequiero1 teamo123 mariposa estrella princesa corazon1 chocolate1 alejandro alejandra fernando francisco
  sebastian carolina valentina hola1234 hola12345 holahola bienvenido madrid123 barcelona1 realmadrid1 atletico1
  padel123 padelpadel tennis123 pista123 pistapista`.split(/\s+/),
);
