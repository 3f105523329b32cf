using Gateway.Admin.Certificates;
using Gateway.Admin.Contract;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Certificates;

/// <summary>What is wrong with an upload is said at its field, and never repeats it.</summary>
public sealed class CertificateFieldTests
{
    static readonly TestCertificate Good = TestCertificate.For("api.example");
    static readonly TestCertificate Other = TestCertificate.Make(["other.example"], 90, rsaBits: 2048);

    static IEnumerable<TestCaseData> Wrong()
    {
        static TestCaseData Case(string name, CertificateDocument document, string field, string message) => new TestCaseData(document, field, message).SetName($"Upload_is_refused_{name}");
        yield return Case("without_a_certificate", Document() with { Pem = "hello" }, "pem", "holds no certificate");
        yield return Case("with_a_damaged_certificate", Document() with { Pem = Good.Pem.Replace("MI", "AA", StringComparison.Ordinal), Key = Good.Key }, "pem", "cannot be read");
        yield return Case("without_a_key", Document() with { Pem = Good.Pem }, "pem", "holds no private key");
        yield return Case("with_another_key", Document() with { Pem = Good.Pem, Key = Other.Key }, "key", "is not the key of the certificate");
        yield return Case("with_a_key_that_is_none", Document() with { Pem = Good.Pem, Key = "secret" }, "key", "holds no private key");
        yield return Case("without_the_keys_password", Document() with { Pem = Good.Pem, Key = Good.EncryptedKey("x") }, "password", "is required");
        yield return Case("with_the_keys_wrong_password", Document() with { Pem = Good.Pem, Key = Good.EncryptedKey("x"), Password = "y" }, "password", "does not open");
        yield return Case("with_a_key_alone", Document() with { Key = Good.Key }, "pem", "is required");
        yield return Case("with_two_uploads", Document() with { Pem = Good.Pem, Pfx = "AA==" }, "pfx", "must be left out");
        yield return Case("with_a_pfx_that_is_no_base64", Document() with { Pfx = "%" }, "pfx", "base64");
        yield return Case("with_a_pfx_that_is_none", Document() with { Pfx = "aGVsbG8=" }, "pfx", "is not a PKCS #12 file");
        yield return Case("with_the_pfxs_wrong_password", Document() with { Pfx = Good.Pfx("x"), Password = "y" }, "password", "does not open");
        yield return Case("with_a_short_key", Document() with { Pem = Short.Pem, Key = Short.Key }, "key", "1024 bits");
        yield return Case("for_clients", Document() with { Pem = ForClients.Pem, Key = ForClients.Key }, "pem", "is not for servers");
        yield return Case("with_a_name_that_is_none", Document() with { Pem = Odd.Pem + "\n" + Odd.Key }, "pem", "which is no host name");
        yield return Case("of_a_relative_file", Document() with { Files = new CertificateFilesDocument { Certificate = "a.pem" } }, "files.certificate", "absolute path");
        yield return Case("of_a_missing_file", Document() with { Files = new CertificateFilesDocument { Certificate = "/nowhere/a.pem" } }, "files.certificate", "is not there");
        yield return Case("of_files_and_an_upload", Document() with { Pem = Good.Pem, Files = new CertificateFilesDocument { Certificate = "/a.pem" } }, "files", "must be null");
    }

    static TestCertificate Short { get; } = TestCertificate.Make(["short.example"], 90, rsaBits: 1024);

    static TestCertificate ForClients { get; } = TestCertificate.Make(["client.example"], 90, null, isForClients: true);

    static TestCertificate Odd { get; } = TestCertificate.For("a b.example");

    [TestCaseSource(nameof(Wrong))]
    public void Wrong_uploads(object document, string field, string message)
    {
        var refused = Assert.Throws<CertificateRefusedException>(() => CertificateReader.Read((CertificateDocument)document))!;
        Assert.That(refused.Field, Is.EqualTo(field));
        Assert.That(refused.Message, Does.Contain(message));
    }

    [Test]
    public void Every_form_of_an_upload_gives_the_same_certificate_and_key()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["both.pem"], Good.Key + "\n" + Good.Pem);
        var forms = new[]
        {
            Document() with { Pem = Good.Pem + "\n" + Good.Key },
            // The key says which one it is, wherever it stands.
            Document() with { Pem = Other.Pem + "\n" + Good.Pem, Key = Good.Key },
            Document() with { Pem = Good.Pem, Key = Good.EncryptedKey("x"), Password = "x" },
            Document() with { Pfx = Good.Pfx("x"), Password = "x" },
            Document() with { Files = new CertificateFilesDocument { Certificate = folder["both.pem"] } },
        }.Select(document => CertificateReader.Read(document)!).ToList();
        Assert.That(forms.Select(form => form.Fingerprint).Distinct().Count(), Is.EqualTo(1));
        Assert.That(forms.Select(form => Convert.ToHexString(form.Key)).Distinct().Count(), Is.EqualTo(1));
        Assert.That(forms.Select(form => string.Join(',', form.Names)).Distinct(), Is.EqualTo(new[] { "api.example" }));
        Assert.That(CertificateReader.Read(Document()), Is.Null, "nothing is brought, what there is stays");
    }

    [TestCase("*.a.example", "x.a.example", true)]
    [TestCase("*.a.example", "a.example", false)]
    [TestCase("*.a.example", "x.y.a.example", false)]
    [TestCase("a.example", "a.example", true)]
    [TestCase("a.example", "b.example", false)]
    public void A_wildcard_covers_one_label(string name, string host, bool covers) => Assert.That(CertificateNames.Covers(name, host), Is.EqualTo(covers));

    static CertificateDocument Document() => new() { Id = "x" };
}
