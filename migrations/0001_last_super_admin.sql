CREATE TRIGGER `admins_keep_super_admin_on_update` BEFORE UPDATE OF `role`, `is_active` ON `admins`
WHEN old.`role` = 'super_admin' AND old.`is_active` = 1 AND (new.`role` <> 'super_admin' OR new.`is_active` <> 1)
	AND (SELECT count(*) FROM `admins` WHERE `role` = 'super_admin' AND `is_active` = 1) = 1
BEGIN
	SELECT RAISE(ABORT, 'last_super_admin');
END;

CREATE TRIGGER `admins_keep_super_admin_on_delete` BEFORE DELETE ON `admins`
WHEN old.`role` = 'super_admin' AND old.`is_active` = 1
	AND (SELECT count(*) FROM `admins` WHERE `role` = 'super_admin' AND `is_active` = 1) = 1
BEGIN
	SELECT RAISE(ABORT, 'last_super_admin');
END;
