namespace Gateway.Admin.Access.Relations;

/// <summary>
/// Something outside the gateway that knows how people are related to tenants and teams.
/// To add one: a class like <c>OpenFgaChecker.cs</c> with its options, and a line in <c>RelationsRegistration.cs</c>.
/// </summary>
interface IRelationChecker
{
    /// <summary>What it is called in problems and logs.</summary>
    string Name { get; }

    /// <summary>Ids of all objects of a type to which the user has the relation.</summary>
    /// <exception cref="RelationsAwayException">There is no answer, or none that can be understood.</exception>
    Task<IReadOnlyList<string>> ListAsync(string user, string relation, string type, CancellationToken token);

    /// <summary>Whether the user has the relation to one object, written <c>type:id</c>.</summary>
    /// <exception cref="RelationsAwayException">There is no answer, or none that can be understood.</exception>
    Task<bool> CheckAsync(string user, string relation, string target, CancellationToken token);
}

/// <summary>Relations could not be learnt; never the same as "there are none".</summary>
sealed class RelationsAwayException(string message, Exception? inner = null) : Exception(message, inner);
