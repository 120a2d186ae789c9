using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast;

/// <summary>Undoes a commit within a transaction, if nothing that it changed was changed again.</summary>
internal static class RevertSteps
{
    /// <summary>Applies the patch that leads from after the commit to before it.</summary>
    /// <exception cref="ConflictException">Conflict: what stands where the patch would write is not what the commit left there.</exception>
    public static void Undo(Transaction transaction, Patch undo, Commit commit)
    {
        Value left = commit.After.Root;
        foreach (PatchOperation step in undo.Operations)
        {
            StatePath guarded = Guarded(left, step.Path);
            bool wasThere = left.TryGet(guarded, out Value after);
            bool isThere = transaction.TryGet(guarded, out Value now);
            if (wasThere != isThere || (wasThere && !after.IsSameText(now)))
            {
                throw new ConflictException(
                    $"'{guarded}' was changed again after revision {commit.Revision}; revert the later commits first, or roll back.",
                    guarded.ToString(),
                    transaction.Attempt);
            }
        }

        transaction.Apply(undo);
    }

    /// <summary>The path that must be unchanged: the first array on the way, since its items may have moved, else the path itself.</summary>
    private static StatePath Guarded(Value root, StatePath path)
    {
        StatePath walked = StatePath.Root;
        Value value = root;
        for (int index = 0; index < path.Count; index++)
        {
            if (value.Kind == ValueKind.Array)
            {
                return walked;
            }

            walked /= path[index];
            if (!root.TryGet(walked, out value))
            {
                return path;
            }
        }

        return path;
    }
}
