/** Given and family names that belong together, so that nobody is called Søren Nakamura by accident. */
export interface NamePool {
  readonly weight: number;
  readonly given: readonly string[];
  readonly family: readonly string[];
}

const words = (text: string): readonly string[] => text.split(", ");

export const NAME_POOLS: readonly NamePool[] = [
  {
    weight: 9,
    given: words("Amelia, Benjamin, Chloe, Daniel, Eleanor, Frances, George, Hannah, Isaac, Julia, Katherine, Liam, Margaret, Nathan, Olivia, Patrick, Rebecca, Samuel, Theodore, Victoria"),
    family: words("Adams, Barlow, Carrington, Dawson, Ellis, Fletcher, Grant, Hughes, Ingram, Jennings, Keller, Lawson, Mercer, O'Brien, Prescott, Quinn, Reeves, Sutton, Thornton, Whitaker"),
  },
  {
    weight: 4,
    given: words("Björn, Åsa, Søren, Astrid, Ingrid, Håkon, Linnéa, Mikkel, Sigrún, Jürgen, Käthe, Günther"),
    family: words("Ångström, Bjørnstad, Dahl, Eklöf, Fjellström, Grønvold, Högberg, Jónsdóttir, Kjær, Müller, Schröder, Weiß"),
  },
  {
    weight: 4,
    given: words("Adaeze, Chinedu, Folasade, Kwame, Amara, Tunde, Zanele, Thabo, Wanjiru, Abena"),
    family: words("Adeyemi, Boateng, Chukwu, Dlamini, Eze, Kamau, Mensah, Nkosi, Olatunji, Sesay"),
  },
  {
    weight: 5,
    given: words("Ananya, Arjun, Divya, Farhan, Ishaan, Kavya, Meera, Nikhil, Priya, Rohan, Sanjana, Vikram"),
    family: words("Banerjee, Chatterjee, Desai, Gupta, Iyer, Kapoor, Menon, Nair, Patel, Rao, Sharma, Venkataraman"),
  },
  {
    weight: 5,
    given: words("Alejandra, Beatriz, Camila, Diego, Esteban, Gabriela, Inés, Joaquín, Lucía, Mateus, Ramón, Sofía"),
    family: words("Álvarez, Barbosa, Castillo, Domínguez, Espinoza, Fernández, Gonçalves, Herrera, Ibáñez, Muñoz, Núñez, Peña"),
  },
  {
    weight: 4,
    given: words("Daiki, Hana, Jia, Kenji, Linh, Mei, Minh, Seo-yeon, Tae-hyun, Yuki, Xiang, Thảo"),
    family: words("Chen, Fujimoto, Huang, Kim, Lim, Nakamura, Nguyễn, Park, Tanaka, Trần, Wang, Zhao"),
  },
  {
    weight: 3,
    given: words("Agnieszka, Bogdan, Čeněk, Dragana, Grzegorz, Katarzyna, Łukasz, Milena, Ștefan, Zdeněk"),
    family: words("Dvořák, Ivanović, Kowalczyk, Lewandowski, Măndescu, Nowak, Petrović, Świątek, Țurcanu, Žižka"),
  },
  {
    weight: 3,
    given: words("Amira, Bilal, Dalia, Emre, Farah, Hüseyin, Karim, Leyla, Nadia, Yusuf"),
    family: words("Aydın, Bouzid, Çelik, Darwish, Fahmy, Haddad, Khoury, Mansour, Öztürk, Rahimi"),
  },
  {
    weight: 2,
    given: words("Aurélie, Benoît, Chiara, Éloïse, François, Giulia, Matteo, Zoë"),
    family: words("Bianchi, Côté, D'Angelo, Dubois, Lefèvre, Moretti, Renaud, van der Berg"),
  },
];

/** People whom a script has to get right: names that break lengths, directions, cases and encodings. */
export const REMARKABLE_NAMES: readonly { readonly given: string; readonly family: string; readonly local: string }[] = [
  { given: "ليلى", family: "الحدّاد", local: "layla.alhaddad" },
  { given: "María Fernanda Guadalupe", family: "Villanueva-Castellano de Santa Cruz", local: "maria.villanueva" },
  { given: "伟", family: "李", local: "wei.li" },
  { given: "さくら", family: "田中", local: "sakura.tanaka" },
  { given: "Олена", family: "Шевченко", local: "olena.shevchenko" },
  { given: "Ng", family: "Ô", local: "ng.o" },
  { given: "Jean-Luc", family: "de la Fontaine d'Aubigné", local: "jeanluc.delafontaine" },
  { given: "Null", family: "Truesdale", local: "null.truesdale" },
  { given: "İpek", family: "Yıldız", local: "ipek.yildiz" },
  { given: "Siobhán", family: "Ní Bhriain", local: "siobhan.nibhriain" },
];

/** What people are called by those who do not run the payroll. */
export const SHORT_FORMS: Readonly<Record<string, string>> = {
  Alejandra: "Ale", Benjamin: "Ben", Daniel: "Dan", Eleanor: "Nell", Gabriela: "Gabi", Katherine: "Kate",
  Margaret: "Maggie", Nathan: "Nate", Patrick: "Pat", Rebecca: "Becca", Samuel: "Sam", Theodore: "Theo", Victoria: "Vicky",
};

const NOT_DECOMPOSED: Readonly<Record<string, string>> = {
  ø: "o", Ø: "O", ł: "l", Ł: "L", ß: "ss", æ: "ae", Æ: "Ae", đ: "d", Đ: "D", ı: "i", ð: "d", þ: "th",
};

/** What an older system makes of a name: letters without their marks. */
export const withoutDiacritics = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .replace(/[^\p{ASCII}]/gu, (letter) => NOT_DECOMPOSED[letter] ?? letter);

export const localPartOf = (given: string, family: string): string =>
  [given, family].map((name) => withoutDiacritics(name).toLowerCase().replace(/[^a-z0-9]/g, "")).join(".");
