"""Every command, by the least demand that reaches it; the web code is held to the same table."""

ID = "1" * 32
HASH = "aGFzaA"
ANSWER: dict[str, object] = {"type": "approval.answer", "approval": ID, "action_hash": HASH, "generation": 1}
QUESTION: dict[str, object] = {"type": "question.answer", "question": ID, "answers": ["yes"]}
SETTLE: dict[str, object] = {"type": "change.settle", "task": ID}
NEVER: tuple[dict[str, object], ...] = (
    ANSWER | {"verdict": "deny"},
    SETTLE | {"act": "discard"},
    {"type": "task.cancel", "task": ID},
    {"type": "task.move", "task": ID, "spot": "top"},
    {"type": "task.confirm", "task": ID, "go": False},
    {"type": "discard.explain", "task": ID, "why": "wrong"},
    {"type": "workspace.open", "task": ID},
    {"type": "comment.write", "task": ID, "comment": ID, "path": "a", "line": 1, "text": "why?"},
    {"type": "comment.remove", "comment": ID},
    {"type": "queue.pause", "paused": False},
    {"type": "host.keep_awake", "on": False},
    {"type": "project.preset", "project": ID, "preset": "ask"},
    {"type": "rule.remove", "rule": ID},
    {"type": "device.unpair", "device": ID},
    {"type": "device.keep", "device": ID},
    {"type": "device.rename", "device": ID, "name": "Phone"},
    {"type": "notices.read", "seq": 1},
    {"type": "push.set", "app": ""},
    {"type": "push.try"},
    {"type": "passkeys.demand", "demand": "dispatch"},
    {
        "type": "with_passkey", "body": HASH, "credential": HASH, "client_data": HASH, "authenticator_data": HASH,
        "signature": HASH,
    },
)  # fmt: skip
TO_ALLOW: tuple[dict[str, object], ...] = (
    ANSWER | {"verdict": "allow"},
    {"type": "project.preset", "project": ID, "preset": "edit"},
    {"type": "project.preset", "project": ID, "preset": "full"},
    {"type": "passkey.add", "asked": ID, "name": "Phone", "client_data": HASH, "attestation": HASH},
    {"type": "passkey.remove", "passkey": ID},
    {"type": "passkeys.demand", "demand": "none"},
)
TO_DISPATCH: tuple[dict[str, object], ...] = (
    QUESTION,
    {"type": "message.send", "text": "Fix it"},
    {"type": "task.edit", "task": ID, "text": "Fix that"},
    {"type": "task.resume", "task": ID},
    {"type": "task.confirm", "task": ID, "go": True},
    {"type": "task.unstick", "stuck": ID, "act": "nudge"},
    {"type": "comments.send", "task": ID},
    *(SETTLE | {"act": act} for act in ("apply", "rebase", "revert", "restore", "keep", "propose", "hand_over", "use")),
)
