namespace Holdfast.Proof.Child.Workloads;

/// <summary>What a random function reads and changes: a transaction, or the naive model that checks it.</summary>
internal interface IFunctionTarget
{
    /// <summary>The number at a path; 0 when nothing is there.</summary>
    long Read(string[] path);

    bool Exists(string[] path);

    /// <summary>The names of a member of the root, in order.</summary>
    IReadOnlyList<string> Names(string member);

    /// <summary>The count of a member of the root; 0 when nothing is there.</summary>
    int Count(string member);

    void Set(string[] path, long value);

    void Add(string[] path, long amount);

    void Append(string[] path, long item);

    void Remove(string[] path);
}
