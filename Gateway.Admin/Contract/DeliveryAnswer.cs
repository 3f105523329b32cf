namespace Gateway.Admin.Contract;

/// <summary>A notice on its way through a channel.</summary>
/// <param name="Tenant">Of the channel.</param>
/// <param name="Event">The change in the log of alerts; null: it came from a node's memory, or sums up what was held back.</param>
/// <param name="Key">Stays the same however often it is sent.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextTry">Null: there is none.</param>
/// <param name="Answer">What the other side said last, or why it was not sent.</param>
/// <param name="Silence">The silence that keeps it back.</param>
sealed record DeliveryAnswer(
    long Id,
    string Tenant,
    string Channel,
    long? Event,
    string Alert,
    string Key,
    DeliveryState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextTry,
    DateTimeOffset? DoneAt,
    string? Answer,
    string? Silence);

/// <summary>What becomes of a notice.</summary>
enum DeliveryState
{
    /// <summary>To be sent, or to be tried again.</summary>
    Pending,

    /// <summary>It arrived.</summary>
    Sent,

    /// <summary>The other side does not take it, or it was tried for too long.</summary>
    Failed,

    /// <summary>The channel had its fill; the next notice says how many.</summary>
    Held,

    /// <summary>Held back and summed up.</summary>
    SummedUp,

    /// <summary>A silence keeps it; sent afterwards if the alert still fires.</summary>
    Silenced,

    /// <summary>Over before the silence was, or its channel was switched off.</summary>
    Skipped,
}
