using Gateway.Admin.Access;
using Gateway.Admin.Store;

namespace Gateway.Admin.Changes;

/// <summary>What people changed and have not published yet. Implemented where all collections are known.</summary>
interface IDrafts
{
    /// <summary>Whether what the caller changes gathers in a draft, as far as its kind may.</summary>
    bool TakeFrom(Caller caller);

    /// <summary>Whether what the caller changes of the collection gathers in a draft.</summary>
    bool Takes(Caller caller, ICollection collection);

    /// <summary>The caller's draft, as far as the session sees it.</summary>
    Task<List<DraftChange>> ReadAsync(GatewayDb db, Caller caller, CancellationToken token);

    /// <summary>Carries these changes out within the change, so that what follows is checked as if they were published.</summary>
    Task ReplayAsync(IReadOnlyList<DraftChange> draft, Change change, CancellationToken token);

    /// <summary>Keeps a change in the caller's draft, in place of an earlier one of the same document; one that changes nothing any more goes.</summary>
    Task KeepAsync(Scope scope, DraftChange kept, CancellationToken token);

    /// <summary>
    /// Runs a change of many documents on top of the caller's draft and keeps what it would do there; nothing of it is published. Refused
    /// as a whole when it also changes what acts at once, such as keys.
    /// </summary>
    Task<ChangeResult> KeepAllAsync(Scope scope, Func<Change, Task> body, CancellationToken token);
}
