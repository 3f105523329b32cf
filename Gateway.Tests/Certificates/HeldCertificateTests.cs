using Gateway.Admin.Certificates;
using Gateway.Admin.Contract;
using Gateway.Admin.Publishing;
using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests.Certificates;

/// <summary>What a node holds, and which of it answers.</summary>
public sealed class HeldCertificateTests
{
    readonly CertificateSeal seal = new(new byte[32]);

    [Test]
    public void One_that_is_valid_comes_before_one_that_names_the_host_more_exactly()
    {
        var now = TimeProvider.System.GetUtcNow();
        var held = new HeldCertificates(seal);
        held.Take([Published("exact", TestCertificate.Make(["api.example"], 10, null)), Published("wide", TestCertificate.Make(["*.example"], 60, null))]);
        string? Answers(int days) => held.Current.For("api.example", now.AddDays(days))?.Published.Id;
        Assert.That((Answers(0), Answers(20), Answers(90)), Is.EqualTo(("exact", "wide", "exact")), "valid; only the wildcard is; none is");
        Assert.That(held.Current.For("example", now), Is.Null);
        Assert.That(held.Current.For("a.b.example", now), Is.Null);
        Assert.That(held.Current.All.Select(one => one.StateAt(now)), Is.EqualTo(new[] { CertificateState.Expiring, CertificateState.Valid }));
    }

    [Test]
    public void A_key_of_another_secret_or_of_another_certificate_does_not_open_and_stops_no_other()
    {
        var well = Published("well", TestCertificate.For("well.example"));
        var held = new HeldCertificates(seal);
        held.Take([well, well with { Id = "moved" }]);
        Assert.That(held.Current.All.Select(one => one.Trouble is null), Is.EqualTo(new[] { true, false }));
        Assert.That(held.Current.For("well.example", TimeProvider.System.GetUtcNow())!.Published.Id, Is.EqualTo("well"));

        var other = new HeldCertificates(new CertificateSeal([.. Enumerable.Repeat((byte)1, 32)]));
        other.Take([well]);
        Assert.That(other.Current.All[0].Trouble, Does.Contain("secret"));
        Assert.That(other.Current.For("well.example", TimeProvider.System.GetUtcNow()), Is.Null);
    }

    PublishedCertificate Published(string id, TestCertificate certificate)
    {
        var material = CertificateReader.Read(new CertificateDocument { Id = id, Pem = certificate.Pem, Key = certificate.Key })!;
        return new PublishedCertificate("acme", id, material.Chain, seal.Seal("acme", id, material.Key), null, IsDefault: false);
    }
}
