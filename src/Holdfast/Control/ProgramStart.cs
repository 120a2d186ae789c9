namespace Holdfast.Control;

/// <summary>What a new object of <see cref="ProgramState"/> does with a state that is there already.</summary>
public enum ProgramStart
{
    /// <summary>It adds what is missing; what is there stays as it is.</summary>
    AddMissing = 0,

    /// <summary>It begins anew: all values are replaced.</summary>
    Anew = 1,
}
