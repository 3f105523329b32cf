namespace Gateway.Admin.Kpi;

/// <summary>
/// The names under which events know users. They are made beside the policies that check who calls, which this project does not
/// know; nobody goes the other way.
/// </summary>
interface IUserPseudonyms
{
    /// <summary>Of the subject of a token, as its issuer names itself and its users.</summary>
    long OfSubject(string tenant, string issuer, string subject);

    /// <summary>Of the consumer of an API key; a key without one goes by its id.</summary>
    long OfConsumer(string tenant, string consumer);
}
