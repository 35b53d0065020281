"""The Japanese words a reader of notes knows: each table says what it is evidence for."""

from references.notes.vocabulary import words

# ─── names ───

# Roles printed after a name.
ROLES = dict.fromkeys(words("責任編集 編集代表 総編集 編集 編著 共編著 共編 編 監修 補訂 校訂"), "editor")
ROLES |= dict.fromkeys(words("監訳 共訳 翻訳 編訳 訳注 訳・解説 訳・解題 訳"), "translator")
ROLES |= dict.fromkeys(words("共著 著 作"), "author")

# What a body's name ends with or has in it.
BODIES = words(
    """
    省 庁 委員会 会議 内閣官房 内閣府 政府 研究所 研究会 大学 協会 機構 財団 連合 学会 懇談会 本部 官房 局 銀行 新聞社
    センター イニシアティブ 審議会 連盟 国会 議会 裁判所 取材班 編集部 会社 チーム グループ 事務局 統合幕僚監部 自衛隊 大使館
    ホームページ ウェブサイト 経団連 連合会 工業会 重工業 株式会社 図書館 衆議院 参議院 官邸 安保理 理事会 総会 国連
    基金 機関 法人 事務所 党 工業 国際連合 事務総長
    """
)

# Family names have two characters, except these of one, before a given name of two …
SHORT_FAMILY_NAMES = frozenset(
    "原森林堤辻楠谷南北東西関平岸菅泉堀星畑岡島浜峰角柳杉桂橘湊轟乾牧柴芹巽宮筒金李朴崔習王胡温周毛鄧蔡陳頼劉張盧文尹脇鴨秦榊畠椿槇槙梶沖奥境滝瀧塙迫"
)
# … unless their second character is one that family names end with: 森本敏 is 森本 敏, and 森肇志 is 森 肇志.
SECOND_CHARACTERS = frozenset(
    "本田山川村口原野崎﨑島嶋井木上下藤澤沢岡内尾郷沼谷屋浦脇園坂橋瀬江池松森林石塚間中倉永部葉津辺邉邊見條条根代城枝米方宅馬"
)
LONG_FAMILY_NAMES = words(
    """
    五百旗頭 勅使河原 武者小路 長谷川 長谷部 五十嵐 波多野 佐々木 久保田 宇佐美 小笠原 小野寺 大河原 佐久間 日下部
    三枝木 伊集院 小此木 海老原 曽我部 日比野 二階堂 東海林 早乙女 大久保 宇都宮 竹之内 木之内 池ノ内 三田村
    大河内 小田原 四方田 小田川 赤根谷 千々和 佐々江 宇都木 山之内 小早川 八重樫 仲井眞 加賀美 西ヶ谷 一ノ瀬
    薬師寺 西園寺 下斗米 阿久津 阿比留 大曽根 大和田 小野田 北大路 喜多村 小長谷 瀬戸口 津久井 仲宗根 野々村 波多江
    羽田野 御手洗 目加田 矢田部 与那嶺 与那覇 和久田 宇佐見 田久保 八木沢 柳ヶ瀬 茅ヶ崎 三ツ井 伊地知 我孫子 安孫子
    小金丸 中曽根 高見沢 高見澤 小和田 小宮山 五百籏頭 大矢根 日野原 小田切 小早船
    """
)

# What a body is called that is named after its subject: NHK「…」取材班, 防衛大学校「…」研究会.
NAMED_BODIES = frozenset(
    words(
        "取材班 研究会 プロジェクト 委員会 編集委員会 編集部 研究班 懇談会 会議 グループ チーム 部会 事務局"
    )
)

# ─── outlets and publishers ───

NEWSPAPER_ENDINGS = tuple(
    words(
        "日報 新聞 新聞電子版 新聞デジタル 新報 日報 通信 通信社 ニュース タイムズ タイムス NEWS 日経電子版 放送"
    )
)
# News outlets without such an ending.
OUTLETS = words("NHK ロイター AFP BBC CNN ブルームバーグ Bloomberg 時事ドットコム") | {"NHK NEWS WEB"}
# What everybody may read, whether it counts its issues or not: 総合雑誌 and weeklies; what counts volumes else is a journal.
MAGAZINES = words(
    """
    世界 中央公論 文藝春秋 文芸春秋 諸君！ 諸君! 正論 Voice 論座 潮 改造 展望 自由 朝日ジャーナル 外交フォーラム
    アステイオン Wedge フォーリン・アフェアーズ・リポート フォーリン・アフェアーズ・ジャパン 東洋経済 エコノミスト
    ダイヤモンド 軍事研究 世界の艦船 航空ファン
    選択 FACTA 新潮45 SAPIO AERA ニューズウィーク ニューズウィーク日本版 プレジデント 日経ビジネス
    """
)
MAGAZINE_STARTS = ("週刊", "月刊", "季刊")
# How the name of a house of books ends; what any other body publishes is its report.
HOUSES = tuple(words("書店 書房 書院 新社 新聞社 印刷 社 館 堂 選書 新書"))
# Houses whose names end as a series does.
HOUSE_NAMES = {"インターブックス"}
# A series that holds books and nothing else.
BOOK_SERIES = ("新書", "選書", "文庫", "叢書", "双書", "全書")
SERIES_ENDINGS = tuple(
    words(
        """
        新書 選書 文庫 叢書 双書 全書 評伝選 ブックス ライブラリー シリーズ ブックレット アルマ クラシックス コンパクト
        メチエ リブレット ノンフィクション ラクレ
        """
    )
)

SITE_ENDINGS = ("ホームページ", "ウェブサイト", "公式サイト", "HP", "ＨＰ", "ブログ")
# What a text is said to be kept in, before the name of that in quotes.
CONTAINERS = words(
    "データベース ブログ ウェブサイト サイト ポッドキャスト 番組 連載 メールマガジン 雑誌 月刊誌 週刊誌 新聞"
)

# ─── genres ───

# What a report calls itself, before its number.
REPORTS = words(
    """
    レポート 報告書 ワーキングペーパー ワーキング・ペーパー ポリシーペーパー ポリシーブリーフ ディスカッションペーパー
    ディスカッション・ペーパー 政策提言 調査資料 研究資料 ペーパー ブリーフ ブリーフィング コメンタリー 白書
    調査報告 年報 青書 提言
    """
)
# Papers that come one by one, with numbers, though their name stands in 『』.
PAPER_SERIES = tuple(
    words(
        "コメンタリー ペーパー ブリーフ ブリーフィング ブリーフィング・メモ ブリーフィングメモ ポリシー・ブリーフ"
    )
)
# Words in the title of a report, whoever prints it.
REPORT_TITLES = words("白書 青書 レポート 報告書 概観 政策提言")
# The last words of the title of what a body was asked for: an answer to a minister, a proposal, a summary of its debates.
ANSWERS = tuple(
    words("答申 建議 提言 報告 報告書 意見書 中間整理 論点整理 取りまとめ とりまとめ 最終報告 中間報告")
)
# The last words of the title of what a government decides, which is cited by its title alone.
DOCUMENTS = tuple(
    words(
        "指針 大綱 戦略 宣言 声明 計画 原則 方針 談話 コミュニケ 要綱 答弁書 質問主意書 ガイドライン について 決定 覚書 報告"
    )
)
SPEECHES = tuple(words("所信表明演説 施政方針演説 基調講演 演説 講演 講話 スピーチ 答弁 挨拶"))
# What a source is called in parentheses, and what evidence that is.
GENRES = dict.fromkeys(words("社説 コラム 論説 書評 特集 座談会 鼎談 巻頭言 講演録 解説 寄稿"), "")
GENRES |= dict.fromkeys(
    words("報道発表 報道資料 記者発表 プレスリリース プレス・リリース ニュースリリース"), "release"
)
GENRES |= {
    "ブログ": "blog",
    "決議": "report",
    "議長声明": "report",
    "勧告的意見": "case",
    "インタビュー": "interview",
    "対談": "interview",
    "談話": "speech",
    "講演": "speech",
    "演説": "speech",
}
# What the title of figures ends with, and one that a body gathered by asking.
DATASETS = ("統計", "データベース")
SURVEYS = ("調査", "データ", "指数", "指標")
# What is laid before a meeting.
HANDED = words("配布資料 配付資料 提出資料 説明資料 会議資料 分科会資料 部会資料")
THESES = words("博士論文 修士論文 学位論文 博士学位論文")

# ─── comments ───

# What leads to a source.
OPENERS = words(
    """
    たとえば 例えば 詳しくは また なお とくに 特に さらに ほかに 他に その他 代表的なものとして 詳細は 一例として 邦語では
    これに対し 他方 一方 反対に 邦訳は あわせて 併せて 同様に 前者は 後者は 例として 代表的な研究として 最近では まず 次に
    英語では この点は 以下も 近年では 拙稿 拙著 拙論
    """
)
# What joins a source to the one before it.
JOINTS = words("および 及び ならびに 並びに")
# What stands between two sources of one sentence.
BETWEEN = words("のほか のほかに などのほか のほか、 に加え に加えて とともに や と など 等")
# What refers to a source after it, the longest first; taken as a comment without its stop.
REFERRING = tuple(
    sorted(
        words(
            """
            を参照されたい などを参照されたい などを参照のこと など参照 を参照のこと を参照せよ を参照 も参照されたい
            も参照のこと も参照 等参照 などを参照 参照のこと
            参照 を見よ による より引用 に基づく
            """
        ),
        key=len,
        reverse=True,
    )
)
