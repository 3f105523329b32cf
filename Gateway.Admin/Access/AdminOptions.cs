using System.ComponentModel.DataAnnotations;
using Gateway.Analytics.Configuration;

namespace Gateway.Admin.Access;

/// <summary>Section <c>Gateway:Admin</c>: the admin area.</summary>
public sealed class AdminOptions
{
    /// <summary>Where pages and API listen, separated by semicolons. Default http://127.0.0.1:8082.</summary>
    [Required]
    public string Urls { get; set; } = "http://127.0.0.1:8082";

    /// <summary>Under which address people open the pages, such as https://gateway.example.com, where TLS ends before the gateway. Default none: as the browser asks for them.</summary>
    [RegularExpression(@"https?://[^/?#@\s]+", ErrorMessage = "must be scheme, host and perhaps port, such as https://gateway.example.com, and nothing more")]
    public string? PublicUrl { get; set; }

    /// <summary>A bearer token with platform-admin rights, for automation; people have accounts. At least 32 characters; default none.</summary>
    [MinLength(32)]
    [Secret]
    public string? BootstrapToken { get; set; }

    /// <summary>Host names the admin area answers to, separated by semicolons; against DNS rebinding. Default localhost;127.0.0.1;[::1]. An asterisk allows all.</summary>
    [Required]
    public string AllowedHosts { get; set; } = "localhost;127.0.0.1;[::1]";

    /// <summary>Whether what people change of routes, clusters, APIs and groups gathers in a draft of theirs until they publish it as one version. Without, each change is a version of its own, as it always is for tokens that nobody owns. Default false.</summary>
    [Live]
    public bool Drafts { get; set; }

    /// <summary>After how long without a call a browser has to sign in again. From 5 minutes on. Default 12:00:00.</summary>
    [Live]
    [Range(typeof(TimeSpan), "00:05:00", "365.00:00:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromHours(12);

    /// <summary>After how long a browser has to sign in again in any case. From 5 minutes on. Default 7.00:00:00.</summary>
    [Live]
    [Range(typeof(TimeSpan), "00:05:00", "365.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(7);
}
