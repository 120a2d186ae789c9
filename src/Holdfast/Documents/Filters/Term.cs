namespace Holdfast.Documents.Filters;

/// <summary>A literal, query or function that was read, in each of the roles that its type allows.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Description">What it is, for an error.</param>
/// <remarks>
/// Shape. A literal, and a function that gives a value, have only <see cref="Operand"/>; a function that gives a truth
///        value only <see cref="Test"/>; a query has <see cref="Query"/> and <see cref="Test"/>, and when it is
///        singular <see cref="Operand"/> too.
/// </remarks>
internal readonly record struct Term(int Position, string Description)
{
    /// <summary>As a side of a comparison, or an argument that is a value; null where it cannot be one.</summary>
    public Operand? Operand { get; init; }

    /// <summary>As a condition; null where it cannot be one.</summary>
    public Expression? Test { get; init; }

    /// <summary>As an argument that is a list of nodes; null where it cannot be one.</summary>
    public Query? Query { get; init; }
}
