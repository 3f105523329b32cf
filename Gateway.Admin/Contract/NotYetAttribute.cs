namespace Gateway.Admin.Contract;

/// <summary>
/// A field of the contract that has no effect yet: a document that sets it is refused as not supported, so nothing is ever
/// accepted and ignored. Take the attribute off when the effect exists; a test walks every field.
/// </summary>
/// <param name="arrivesWith">What the field comes with, for the error's text.</param>
[AttributeUsage(AttributeTargets.Property)]
sealed class NotYetAttribute(string arrivesWith) : Attribute
{
    public string ArrivesWith { get; } = arrivesWith;

    /// <summary>The one JSON value that means "as it is now" and is therefore accepted, such as <c>100</c>.</summary>
    public string? Only { get; init; }
}
