using System.ComponentModel.DataAnnotations;

namespace Gateway.Admin.Access;

/// <summary>Section <c>Gateway:Admin</c>: the admin area.</summary>
public sealed class AdminOptions
{
    /// <summary>Where pages and API listen, separated by semicolons. Default http://127.0.0.1:8082.</summary>
    [Required]
    public string Urls { get; set; } = "http://127.0.0.1:8082";

    /// <summary>A bearer token with platform-admin rights, for automation and, until accounts exist, for signing in. At least 32 characters; default none: then nobody gets in.</summary>
    [MinLength(32)]
    public string? BootstrapToken { get; set; }

    /// <summary>Host names the admin area answers to, separated by semicolons; against DNS rebinding. Default localhost;127.0.0.1;[::1]. An asterisk allows all.</summary>
    [Required]
    public string AllowedHosts { get; set; } = "localhost;127.0.0.1;[::1]";
}
